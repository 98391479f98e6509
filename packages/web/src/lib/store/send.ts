// Sends measurements to the hub: kept on the device first, so that nothing is lost and nothing is sent for ever.
import type { Problem, Submission } from '@i-speed/spec';
import { history, keep } from './device-store.ts';

/** `kept` means the hub could not take it now; it goes out later. */
export type SendOutcome = { state: 'sent' } | { state: 'kept' } | { state: 'refused'; detail: string };

const ANSWER_MS = 15_000;

/** Keeps the measurement on the device, then posts it. Never throws. */
export async function send(submission: Submission): Promise<SendOutcome> {
  const { id } = submission;
  await keep({ id, submission, state: 'waiting' }).catch(() => undefined);
  const outcome = await post(submission);
  if (outcome.state === 'kept') return outcome;
  await keep({ id, submission, state: outcome.state }).catch(() => undefined);
  return outcome;
}

/** Sends what waits from earlier; gives how many the hub now has. The id makes a second post harmless. */
export async function sendWaiting(): Promise<number> {
  const waiting = (await history().catch(() => [])).filter(({ state }) => state === 'waiting');
  let sent = 0;
  for (const { submission } of waiting) {
    const outcome = await send(submission);
    if (outcome.state === 'kept') break;
    if (outcome.state === 'sent') sent += 1;
  }
  return sent;
}

async function post(submission: Submission): Promise<SendOutcome> {
  try {
    const answer = await fetch('/api/v1/measurements', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return { state: 'sent' };
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { state: 'kept' };
    const problem: Problem = await answer.json();
    return { state: 'refused', detail: problem.detail ?? problem.title };
  } catch {
    return { state: 'kept' };
  }
}
