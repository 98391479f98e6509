// The point's receipt: is it signed by that point, for this measurement?
import { type Fault, RECEIPT_TYPE, type ReceiptClaims, receiptClaims, type Submission } from '@i-speed/spec';
import { compactVerify, decodeProtectedHeader, errors, importJWK } from 'jose';
import { faultsOf } from '../problem.ts';
import type { PointRow } from '../store/schema.ts';
import { isForeign } from './foreign.ts';

/** What a receipt is worth. `unverifiable`: its point is not registered here, so that nobody can tell. */
export type Receipt =
  | { readonly state: 'missing' }
  | { readonly state: 'unverifiable' }
  | { readonly state: 'valid'; readonly claims: ReceiptClaims; readonly point: PointRow }
  | { readonly state: 'refused'; readonly fault: Fault };

/** Judges the receipt of a submission; a wrong signature, form or measurement is a fault for which the submission is refused. */
export async function verifyReceipt(
  submission: Submission,
  pointById: (id: string) => Promise<PointRow | undefined>,
): Promise<Receipt> {
  const { receipt } = submission;
  if (receipt === undefined) return { state: 'missing' };
  const pointId = signerOf(receipt);
  if (pointId === undefined)
    return refuse(
      `is not a JWS of type ${RECEIPT_TYPE} with the point's id as kid; send what the point gave, unchanged`,
    );
  const point = await pointById(pointId);
  if (point === undefined) return { state: 'unverifiable' };
  const payload = await verifiedPayload(receipt, point);
  if (payload === undefined)
    return refuse(`the signature is not that of point ${pointId}; send what the point gave, unchanged`);
  const claims = receiptClaims.safeParse(payload);
  if (!claims.success) {
    const why = faultsOf(claims.error)
      .map(({ path, message }) => `${path}: ${message}`)
      .join('; ');
    return refuse(`point ${pointId} signed what is no receipt: ${why}`);
  }
  return checkSubject(submission, claims.data, point);
}

function checkSubject(submission: Submission, claims: ReceiptClaims, point: PointRow): Receipt {
  if (claims.iss !== point.id) return refuse(`is signed by point ${point.id} in the name of ${claims.iss}`);
  if (claims.jti.toLowerCase() !== submission.id)
    return refuse(`belongs to measurement ${claims.jti}; a receipt is good for one measurement alone`);
  if (submission.pointId !== undefined && submission.pointId !== point.id)
    return refuse(`is of point ${point.id}, the measurement names ${submission.pointId}`);
  if (isForeign(claims.clientKind) !== isForeign(submission.client.kind))
    return refuse(`was given to client ${claims.clientKind}, the measurement names ${submission.client.kind}`);
  return { state: 'valid', claims, point };
}

function signerOf(receipt: string): string | undefined {
  try {
    const { kid, typ } = decodeProtectedHeader(receipt);
    return typ === RECEIPT_TYPE ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** The signed JSON; undefined where the signature does not hold or what was signed is not JSON. */
async function verifiedPayload(receipt: string, point: PointRow): Promise<unknown> {
  try {
    const { payload } = await compactVerify(receipt, await keyOf(point), { algorithms: ['EdDSA', 'Ed25519'] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (cause) {
    if (cause instanceof errors.JOSEError || cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

const keys = new WeakMap<PointRow, ReturnType<typeof importJWK>>();

/** The point's key, imported once for each row that was read. */
function keyOf(point: PointRow): ReturnType<typeof importJWK> {
  const key = keys.get(point) ?? importJWK(point.publicKey, 'EdDSA');
  keys.set(point, key);
  return key;
}

function refuse(message: string): Receipt {
  return { state: 'refused', fault: { path: 'receipt', message } };
}
