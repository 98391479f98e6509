// A failure code as a sentence: what was going on, and what a person can do.
import { NO_HUB, NO_POINT_OFFERED } from '@i-speed/engine';
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
export function describeFailure(failure: Failure, { say }: Speech): string {
  const [stage, cause] = splitCode(failure.code);
  const why = describeDetail(failure, say) ?? say(causeKeys[cause] ?? 'causeLost');
  return `${say(stageKeys[stage])}: ${why} (${failure.code})`;
}

/** What helps more than the sentence of the code; absent where that one says it. */
function describeDetail({ code, detail }: Failure, say: Speech['say']): string | undefined {
  if (detail === NO_HUB) return say('causeNoHub');
  if (detail === NO_POINT_OFFERED) return say('causeNoPoint');
  return code === 'ticket.refused' && detail !== undefined ? say('causeHubRefused', { detail }) : undefined;
}

/** Guarantee: codes are `stage.cause` and `stageKeys` has every stage, which the test beside this file proves. */
function splitCode(code: string): [Stage, string] {
  return code.split('.', 2) as [Stage, string];
}
