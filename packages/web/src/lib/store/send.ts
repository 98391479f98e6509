// Sends measurements to the hub: kept on the device first, so that nothing is lost and nothing is sent for ever.
import { mayBeSentAgain, type Problem, type Submission } from '@i-speed/spec';
import { history, keep, settle } from './device-store.ts';

/**
 * `kept`: the hub could not take it now, the device has it and sends it later. `unkept`: the device stores nothing either, so it
 * lives only as long as the page.
 */
export type SendOutcome =
  | { state: 'sent' }
  | { state: 'kept' }
  | { state: 'unkept' }
  | { state: 'refused'; problem: Problem };

const ANSWER_MS = 15_000;

/** Keeps the measurement on the device, then posts it. Never throws. */
export async function send(submission: Submission): Promise<SendOutcome> {
  const { id } = submission;
  const isKept = await keep({ id, submission, state: 'waiting' }).then(
    () => true,
    () => false,
  );
  const outcome = await post(submission);
  if (outcome.state === 'later') return { state: isKept ? 'kept' : 'unkept' };
  await settle(id, outcome.state).catch(() => undefined);
  return outcome;
}

let running: Promise<string[]> | undefined;

/** Sends what waits from earlier; gives the ids that the hub now has. The id makes a second post harmless. */
export function sendWaiting(): Promise<string[]> {
  running ??= sendAll().finally(() => {
    running = undefined;
  });
  return running;
}

async function sendAll(): Promise<string[]> {
  const waiting = (await history().catch(() => [])).filter(({ state }) => state === 'waiting');
  const sent: string[] = [];
  for (const { id, submission } of waiting) {
    const { state } = await send(submission);
    if (state === 'kept' || state === 'unkept') break;
    if (state === 'sent') sent.push(id);
  }
  return sent;
}

async function post(
  submission: Submission,
): Promise<{ state: 'sent' } | { state: 'later' } | { state: 'refused'; problem: Problem }> {
  try {
    const answer = await fetch('/api/v1/measurements', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submission),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return { state: 'sent' };
    if (mayBeSentAgain(answer.status)) return { state: 'later' };
    return { state: 'refused', problem: await answer.json() };
  } catch {
    return { state: 'later' };
  }
}
