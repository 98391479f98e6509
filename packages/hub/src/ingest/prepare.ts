// One submission with all that the hub can add before it looks at other measurements: network, place, receipt.
import type { Network } from '@i-speed/reference';
import type { Access, Fault, Submission } from '@i-speed/spec';
import { type AddressLookup, bareAddress, ELSEWHERE, isPublicAddress } from '../network/network-of.ts';
import { present } from '../present.ts';
import type { PointRow } from '../store/schema.ts';
import { type AreaLookup, areaFaults, locate, type Place } from './locate.ts';
import { type Receipt, verifyReceipt } from './verify-receipt.ts';

export interface Prepared {
  readonly submission: Submission;
  readonly receivedAtMs: number;
  readonly receipt: Exclude<Receipt, { state: 'refused' }>;
  /** Of the address that measured; absent for private addresses, with `country` ELSEWHERE for public ones in no table. */
  readonly network?: Network;
  readonly place: Place;
  readonly access?: Access;
  /** The registered point; absent where none is named or it is unknown. */
  readonly point?: PointRow;
}

export interface Preparation {
  readonly lookUp: AddressLookup;
  readonly areas: AreaLookup;
  readonly pointById: (id: string) => Promise<PointRow | undefined>;
}

/** Prepares a submission that came from `address`, or names the faults for which it is refused. */
export async function prepare(
  submission: Submission,
  origin: { readonly address: string; readonly receivedAtMs: number },
  { lookUp, areas, pointById }: Preparation,
): Promise<Prepared | { readonly faults: readonly Fault[] }> {
  const receipt = await verifyReceipt(submission, pointById);
  const faults = [...areaFaults(submission, areas), ...(receipt.state === 'refused' ? [receipt.fault] : [])];
  if (receipt.state === 'refused' || faults.length > 0) return { faults };
  const network = networkAt(
    receipt.state === 'valid' ? prefixAddress(receipt.claims.clientPrefix) : origin.address,
    lookUp,
  );
  const access = accessOf(submission.access, network);
  const point = receipt.state === 'valid' ? receipt.point : await namedPoint(submission, pointById);
  const receivedAtMs = origin.receivedAtMs;
  return present({ submission, receivedAtMs, receipt, place: locate(submission, areas), network, access, point });
}

/** A measurement may be sent later and from elsewhere, so the point's word on where it came from goes before the sender's address. */
function prefixAddress(prefix: string): string {
  return prefix.split('/')[0] ?? prefix;
}

function networkAt(address: string, lookUp: AddressLookup): Network | undefined {
  const bare = bareAddress(address);
  if (!isPublicAddress(bare)) return undefined;
  const found = lookUp(bare);
  return found && { country: ELSEWHERE, ...found };
}

/** The kind of access where the client did not tell: a cellular technology is mobile, an operator with one kind of access has that. */
function accessOf(told: Access | undefined, network: Network | undefined): Access | undefined {
  if (told?.kind !== undefined) return told;
  if (told?.technology !== undefined && /^[2-5]g$/.test(told.technology))
    return { ...told, kind: 'mobile', ...(told.technologyFrom && { kindFrom: told.technologyFrom }) };
  const kind = network?.accessKind;
  return kind === 'mobile' || kind === 'fixed' ? { ...told, kind, kindFrom: 'operator-table' } : told;
}

async function namedPoint({ pointId }: Submission, pointById: Preparation['pointById']): Promise<PointRow | undefined> {
  return pointId === undefined ? undefined : pointById(pointId);
}
