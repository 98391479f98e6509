// Reads and names the control messages without a schema library: the engine must stay small in a phone's browser.
import type * as spec from '@i-speed/spec';
import type { CarriedSample, CountSample, Family, PointMessage, RefusalCode } from '@i-speed/spec';

// The types tie these to the spec's own values: a change there fails the type check here.
export const PROTOCOL_VERSION: typeof spec.PROTOCOL_VERSION = 1;
export const CONTROL_SUBPROTOCOL: typeof spec.CONTROL_SUBPROTOCOL = 'i-speed.control.v1';
export const CONTROL_PATH: typeof spec.CONTROL_PATH = '/v1/control';
export const DOWNLOAD_PATH: typeof spec.DOWNLOAD_PATH = '/v1/download';
export const UPLOAD_PATH: typeof spec.UPLOAD_PATH = '/v1/upload';
/** The point's own key: the shortest answer it has. */
export const KEY_PATH = '/v1/key';
export const UPLOAD_SUBPROTOCOL: typeof spec.UPLOAD_SUBPROTOCOL = 'i-speed.upload.v1';

const REFUSALS: readonly RefusalCode[] = [
  'busy',
  'draining',
  'ticket-missing',
  'ticket-invalid',
  'ticket-expired',
  'ticket-used',
  'protocol',
  'rate-limited',
  'message-too-large',
  'idle',
  'time-limit',
  'byte-limit',
];

type Fields = Readonly<Record<string, unknown>>;

/** A point's message; absent when the text is not one (wrong JSON, unknown type, a field missing or of the wrong kind). */
export function readPointMessage(text: string): PointMessage | undefined {
  const fields = readJsonObject(text);
  switch (fields?.type) {
    case 'pong':
      return readPong(fields);
    case 'welcome':
      return readWelcome(fields);
    case 'counts':
      return readCounts(fields);
    case 'answer':
      return typeof fields.sdp === 'string' ? { type: 'answer', sdp: fields.sdp } : { type: 'answer' };
    case 'receipt':
      return typeof fields.receipt === 'string' ? { type: 'receipt', receipt: fields.receipt } : undefined;
    case 'refused':
      return readRefused(fields);
    default:
      return undefined;
  }
}

/** A JSON object's fields; absent for anything else. */
export function readJsonObject(text: string): Fields | undefined {
  try {
    return asFields(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The value as an object's fields; absent for anything else. Guarantee: the cast only names what was checked. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** True for a finite number of at least 0. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function readPong({ seq, holdUs, clockMs }: Fields): PointMessage | undefined {
  return isAmount(seq) && isAmount(holdUs) && isAmount(clockMs) ? { type: 'pong', seq, holdUs, clockMs } : undefined;
}

function readWelcome({
  protocol,
  pointId,
  session,
  family,
  limits,
  tcpInfo,
  datagrams,
}: Fields): PointMessage | undefined {
  const bounds = asFields(limits);
  if (!isAmount(protocol) || typeof pointId !== 'string' || typeof session !== 'string' || !isFamily(family))
    return undefined;
  const { maxBytes, maxDurationMs, maxConnections } = bounds ?? {};
  if (!isAmount(maxBytes) || !isAmount(maxDurationMs) || !isAmount(maxConnections)) return undefined;
  const readsTcpInfo = tcpInfo === true;
  return {
    type: 'welcome',
    protocol,
    pointId,
    session,
    family,
    limits: { maxBytes, maxDurationMs, maxConnections },
    tcpInfo: readsTcpInfo,
    ...(datagrams === true && { datagrams }),
  };
}

function readCounts({ direction, pulse, samples, carried, ended }: Fields): PointMessage | undefined {
  if (direction !== 'download' && direction !== 'upload') return undefined;
  if (!isAmount(pulse) || !Array.isArray(samples) || typeof ended !== 'boolean') return undefined;
  if (!samples.every(isSample)) return undefined;
  const isTold = Array.isArray(carried) && carried.every(isCarriedSample);
  return { type: 'counts', direction, pulse, samples, ...(isTold && { carried }), ended };
}

function readRefused({ code, detail, retryAfterMs }: Fields): PointMessage | undefined {
  const known = REFUSALS.find((refusal) => refusal === code);
  if (known === undefined) return undefined;
  const told = { type: 'refused' as const, code: known, detail: typeof detail === 'string' ? detail : '' };
  return isAmount(retryAfterMs) ? { ...told, retryAfterMs } : told;
}

function isFamily(value: unknown): value is Family {
  return value === 4 || value === 6;
}

function isSample(value: unknown): value is CountSample {
  return Array.isArray(value) && value.length === 3 && value.every(isAmount);
}

function isCarriedSample(value: unknown): value is CarriedSample {
  return Array.isArray(value) && value.length === 2 && value.every(isAmount);
}
