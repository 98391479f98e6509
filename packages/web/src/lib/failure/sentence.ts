// A failure code as a sentence: what happened, and what to do about it.
import type { Failure, FailureCode, FailureStage } from '@i-speed/spec';
import { m } from '#lib/paraglide/messages.js';

type Cause = FailureCode extends `${string}.${infer C}` ? C : never;

const stages: Record<FailureStage, () => string> = {
  ticket: m.stage_ticket,
  point: m.stage_point,
  latency: m.stage_latency,
  download: m.stage_download,
  upload: m.stage_upload,
  ipv6: m.stage_ipv6,
  receipt: m.stage_receipt,
  submit: m.stage_submit,
};

const causes: Record<Cause, (inputs: { stage: string }) => string> = {
  offline: m.cause_offline,
  timeout: m.cause_timeout,
  refused: m.cause_refused,
  storage: m.cause_storage,
  aborted: m.cause_aborted,
  unreachable: m.cause_unreachable,
  busy: () => m.cause_busy(),
  draining: () => m.cause_draining(),
  protocol: () => m.cause_protocol(),
  lost: m.cause_lost,
  stalled: m.cause_stalled,
  hidden: m.cause_hidden,
  missing: () => m.cause_missing(),
};

/** The same in a few words, for a measurement of another time or device, where nothing can be done any more. */
const notes: Record<Cause, (inputs: { stage: string }) => string> = {
  offline: m.went_offline,
  timeout: m.went_timeout,
  refused: m.went_refused,
  storage: m.went_storage,
  aborted: m.went_aborted,
  unreachable: m.went_unreachable,
  busy: () => m.went_busy(),
  draining: () => m.went_draining(),
  protocol: () => m.went_protocol(),
  lost: m.went_lost,
  stalled: m.went_stalled,
  hidden: m.went_hidden,
  missing: () => m.went_missing(),
};

/** The sentence for one failure in the page's language. */
export function failureSentence({ code }: Failure): string {
  if (code === 'receipt.timeout') return m.cause_receipt_late();
  const [stage, cause] = parts(code);
  return causes[cause]({ stage: stages[stage]() });
}

/** What is said of several failures: each sentence once, without IPv6, whose absence is a finding and no fault. */
export function failureSentences(failures: readonly Failure[]): string[] {
  return [...new Set(worthTelling(failures).map(failureSentence))];
}

/** What a measurement lacks and why: "mất kết nối khi đo tải lên, điểm đo không gửi biên nhận"; empty where it is whole. */
export function failureNotes(failures: readonly Failure[]): string {
  const words = worthTelling(failures).map(({ code }) => {
    const [stage, cause] = parts(code);
    return notes[cause]({ stage: stages[stage]() });
  });
  return [...new Set(words)].join(', ');
}

/** Without IPv6, and of what a person stopped the first alone: a receipt that could then not come is no news. */
function worthTelling(failures: readonly Failure[]): Failure[] {
  const firstStop = failures.find(isStop);
  return failures.filter((failure) => !failure.code.startsWith('ipv6.') && (!isStop(failure) || failure === firstStop));
}

function isStop({ code }: Failure): boolean {
  return code.endsWith('.aborted') && !code.startsWith('ipv6.');
}

/** Guarantee: every code of the closed list is `stage.cause`. */
function parts(code: FailureCode): [FailureStage, Cause] {
  return code.split('.', 2) as [FailureStage, Cause];
}
