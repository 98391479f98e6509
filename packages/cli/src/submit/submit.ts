// Brings measurements to the hub: kept on disk first, sent, and taken out only when the hub has acknowledged them.
import {
  type Acknowledgement,
  acknowledgement,
  batchAcknowledgement,
  mayBeSentAgain,
  type Problem,
  problem,
  type Submission,
} from '@i-speed/spec';
import type { Spool } from './spool.ts';

const REQUEST_LIMIT_MS = 20_000;
/** Waiting measurements go in batches of this many; a hub takes up to 500, a slow line less in one request. */
const BATCH = 50;

export type Delivery =
  | { outcome: 'kept'; acknowledgement: Acknowledgement }
  /** The hub cannot be reached or cannot store now: the measurement waits in the spool. */
  | { outcome: 'later'; detail: string }
  /** What answers there is no hub; the measurement waits in the spool until one does. */
  | { outcome: 'no-hub'; detail: string }
  /** The hub will never take it as it is. */
  | { outcome: 'refused'; problem: Problem };

/** Sends one measurement. It is in the spool before the first byte leaves, so that nothing is lost whatever happens. */
export async function submit(hubUrl: string, submission: Submission, spool: Spool): Promise<Delivery> {
  await spool.add({ hubUrl, submission });
  const answer = await post(hubUrl, submission);
  if ('detail' in answer) return { outcome: 'later', detail: answer.detail };
  const kept = acknowledgement.safeParse(answer.body);
  if (answer.status < 300 && kept.success) {
    await spool.remove(submission.id);
    return { outcome: 'kept', acknowledgement: kept.data };
  }
  const refusal = problem.safeParse(answer.body);
  const detail = `HTTP ${answer.status}`;
  if (mayBeSentAgain(answer.status)) return { outcome: 'later', detail };
  if (!refusal.success) return { outcome: 'no-hub', detail };
  await spool.setAside(submission.id);
  return { outcome: 'refused', problem: refusal.data };
}

/** Sends what waits for this hub; the number that it acknowledged. Stops at the first batch that cannot be delivered. */
export async function sendWaiting(hubUrl: string, spool: Spool): Promise<number> {
  const waiting = await spool.list(hubUrl);
  let sent = 0;
  for (let from = 0; from < waiting.length; from += BATCH) {
    const batch = waiting.slice(from, from + BATCH).map((entry) => entry.submission);
    const answer = await post(hubUrl, batch);
    const parsed = 'detail' in answer ? undefined : batchAcknowledgement.safeParse(answer.body);
    if (parsed?.success !== true) break;
    for (const [index, result] of parsed.data.results.entries()) {
      const id = batch[index]?.id;
      if (id === undefined) continue;
      if (result.kept) sent += 1;
      if (result.kept) await spool.remove(id);
      else if (!mayBeSentAgain(result.problem.status)) await spool.setAside(id);
    }
  }
  return sent;
}

/** The body is absent where it is no JSON. */
async function post(hubUrl: string, body: unknown): Promise<{ status: number; body: unknown } | { detail: string }> {
  try {
    const response = await fetch(new URL('/api/v1/measurements', hubUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { detail: cause instanceof Error ? cause.message : String(cause) };
  }
}
