// A failure code as a sentence: what was going on, and what a person can do.
import type { Failure } from '@i-speed/spec';
import type { MessageKey, Speech } from '../language/language.ts';

type Stage = 'ticket' | 'point' | 'latency' | 'download' | 'upload' | 'ipv6' | 'receipt' | 'submit';

export const stageKeys: Record<Stage, MessageKey> = {
  ticket: 'stageTicket',
  point: 'stagePoint',
  latency: 'stageLatency',
  download: 'stageDownload',
  upload: 'stageUpload',
  ipv6: 'stageIpv6',
  receipt: 'stageReceipt',
  submit: 'stageSubmit',
};

export const causeKeys: Record<string, MessageKey> = {
  offline: 'causeOffline',
  unreachable: 'causeUnreachable',
  timeout: 'causeTimeout',
  refused: 'causeRefused',
  storage: 'causeStorage',
  busy: 'causeBusy',
  draining: 'causeBusy',
  protocol: 'causeProtocol',
  lost: 'causeLost',
  stalled: 'causeStalled',
  hidden: 'causeHidden',
  missing: 'causeMissing',
  aborted: 'causeAborted',
};

/** E.g. "While measuring download: no data arrived any more. Check the connection. (download.stalled)". */
export function describeFailure({ code }: Failure, { say }: Speech): string {
  const [stage, cause] = splitCode(code);
  return `${say(stageKeys[stage])}: ${say(causeKeys[cause] ?? 'causeLost')} (${code})`;
}

/** Guarantee: codes are `stage.cause` and `stageKeys` has every stage, which the test beside this file proves. */
function splitCode(code: string): [Stage, string] {
  return code.split('.', 2) as [Stage, string];
}
