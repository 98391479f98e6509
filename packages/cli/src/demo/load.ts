// Loads the simulated country by the hub's own API: each measurement is judged and kept as any other is.
import type { Hub } from '@i-speed/hub';
import { BATCH_LIMIT, DAY_MS, type Submission } from '@i-speed/spec';
import * as z from 'zod';
import type { SimulatedSubmissions } from './submissions.ts';

/** What the hub is told of the time while the past is loaded. */
export type SimulatedClock = { nowMs: number };

export type Progress = { done: number; total: number; atMs: number };

/** So many batches are under way at once: the hub writes what waits together. */
const AT_ONCE = 4;
/** What arrives too long after it was measured is excluded, and rightly so. */
const LONGEST_BATCH_MS = 10 * DAY_MS;
const RECEIVED_AFTER_MS = 20_000;

const results = z.object({ results: z.array(z.looseObject({ faults: z.array(z.unknown()).optional() })) });

/** Registers the points and posts all measurements in the order of their time; says how many. Throws when the hub refuses one. */
export async function loadCountry(
  hub: Hub,
  clock: SimulatedClock,
  { points, count, submissions }: SimulatedSubmissions,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<number> {
  for (const registration of points.registrations) await hub.registerPoint(registration);
  const nowMs = clock.nowMs;
  let waiting: Submission[] = [];
  let done = 0;
  const flush = async () => {
    const last = waiting.at(-1);
    if (last === undefined) return;
    clock.nowMs = Math.min(nowMs, Date.parse(last.startedAt) + RECEIVED_AFTER_MS);
    const parts = Array.from({ length: Math.ceil(waiting.length / BATCH_LIMIT) }, (_, i) =>
      waiting.slice(i * BATCH_LIMIT, (i + 1) * BATCH_LIMIT),
    );
    await Promise.all(parts.map((part) => post(hub, part)));
    done += waiting.length;
    waiting = [];
    tell({ done, total: count, atMs: clock.nowMs });
  };
  for (const submission of submissions) {
    waiting.push(submission);
    const lastingMs = Date.parse(submission.startedAt) - Date.parse(waiting[0]?.startedAt ?? '');
    if (waiting.length < AT_ONCE * BATCH_LIMIT && lastingMs < LONGEST_BATCH_MS) continue;
    await flush();
    if (signal.aborted) return done;
  }
  await flush();
  return done;
}

async function post(hub: Hub, batch: readonly Submission[]): Promise<void> {
  const request = new Request('http://localhost/api/v1/measurements', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(batch),
  });
  const answer = await hub.api(request);
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}: ${await answer.text()}`);
  const refused = results.parse(await answer.json()).results.find(({ faults }) => faults !== undefined);
  if (refused !== undefined) throw new Error(`the hub refused a simulated measurement: ${JSON.stringify(refused)}`);
}
