// What automatic mode says: one line for each thing it did or left.
import type { AutoWait } from '@i-speed/engine';
import type { Submission } from '@i-speed/spec';
import type { MessageKey, Speech } from '../language/language.ts';
import type { Delivery } from '../submit/submit.ts';

const waits: Readonly<Record<AutoWait, MessageKey>> = {
  'not-due': 'autoNotDue',
  offline: 'autoOffline',
  network: 'autoNetwork',
  'network-unknown': 'autoNetwork',
  battery: 'autoBattery',
  quiet: 'autoQuiet',
  budget: 'autoBudget',
};

/** Why nothing was measured, and when it is tried again; `next` is absent for a single run. */
export function describeWait(wait: AutoWait, next: string | undefined, { say }: Speech): string {
  return next === undefined ? say(waits[wait]) : `${say(waits[wait])} ${say('autoNext', { next })}`;
}

/** The figures of a run, what it used and whether the hub has it. */
export function describeRun(
  run: {
    submission: Submission;
    usedBytes: number;
    monthUsedBytes: number;
    delivery: Delivery;
    next: string | undefined;
  },
  { say, figure }: Speech,
): string {
  const { submission, delivery, next } = run;
  const rate = (mbps: number | undefined) => (mbps === undefined ? say('notMeasured') : `${figure(mbps)} Mbps`);
  const idleMs = submission.latency?.idle?.medianMs;
  const states = { kept: 'autoSent', later: 'autoKept', 'no-hub': 'autoNoHub', refused: 'autoRefused' } as const;
  const sentences = [
    say('autoMeasured', {
      download: rate(submission.download?.rateMbps),
      upload: rate(submission.upload?.rateMbps),
      latency: idleMs === undefined ? say('notMeasured') : `${figure(idleMs)} ms`,
    }),
    say('autoUsed', { used: figure(run.usedBytes / 1e6), month: figure(run.monthUsedBytes / 1e6) }),
    say(states[delivery.outcome]),
    ...(next === undefined ? [] : [say('autoNext', { next })]),
  ];
  return sentences.join(' ');
}
