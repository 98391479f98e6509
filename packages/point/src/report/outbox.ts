// Measurements that this point made for other projects' clients, told to the hub: kept on disk until the hub has them.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mayBeSentAgain, type Submission } from '@i-speed/spec';
import type { Logger } from 'pino';

export type Outbox = {
  /** Resolves when the submission is on disk; delivery goes on by itself. One beyond `mostWaiting` is not kept, which the log tells. */
  put(submission: Submission): Promise<void>;
  /** Submissions that the hub does not have yet. */
  waiting(): Promise<number>;
  /** Ends delivery; what waits stays on disk for the next start. */
  close(): Promise<void>;
};

/** A hub that is away for days must not fill the disk: a measurement with its series has some 20 kB. */
const MOST_WAITING = 10_000;
/** What the hub refused for good is kept for the point's operator to look at, the newest of it. */
const MOST_REFUSED = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const ANSWER_MS = 30_000;
const PROBLEM = 'application/problem+json';
/** What is being written. */
const PART = '.part';

const answerOf = (name: string) => name.replace('.json', '.answer.txt');

/**
 * Opens the outbox in a folder and begins to deliver what waits there. What the hub refuses for good is moved to `refused/`, with
 * the hub's answer beside it, and logged; of that the newest `mostRefused` are kept.
 */
export async function openOutbox(
  folder: string,
  hub: string,
  log: Logger,
  mostWaiting: number = MOST_WAITING,
  mostRefused: number = MOST_REFUSED,
): Promise<Outbox> {
  const refusedFolder = join(folder, 'refused');
  await mkdir(refusedFolder, { recursive: true });
  const closing = new AbortController();
  let wake = Promise.withResolvers<void>();
  const names = async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();

  // What a kill left half written was told to nobody as kept.
  for (const name of await readdir(folder)) if (name.endsWith(PART)) await rm(join(folder, name));
  const forgetOldest = async () => {
    const kept = (await readdir(refusedFolder)).filter((name) => name.endsWith('.json')).sort();
    for (const name of kept.slice(0, Math.max(0, kept.length - mostRefused)))
      for (const each of [name, answerOf(name)]) await rm(join(refusedFolder, each), { force: true });
  };
  await forgetOldest();
  let held = (await names()).length;
  let isTold = false;
  const isFull = () => {
    if (held < mostWaiting) return false;
    const words =
      'the outbox is full, as the hub has taken nothing for long: measurements of other clients are lost until it does';
    if (!isTold) log.error({ held, hub }, words);
    isTold = true;
    return true;
  };

  const gone = () => {
    held -= 1;
    isTold = false;
  };

  const deliver = async (name: string, body: Buffer<ArrayBuffer>): Promise<boolean> => {
    const path = join(folder, name);
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_MS)]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(new URL('/api/v1/measurements', hub), { method: 'POST', headers, body, signal });
    const text = await answer.text();
    if (answer.ok) {
      await rm(path);
      gone();
      return true;
    }
    const isProblem = answer.headers.get('content-type')?.startsWith(PROBLEM) === true;
    // What a proxy on the way refuses is none of the hub's.
    if (!isProblem || mayBeSentAgain(answer.status)) return false;
    await writeFile(join(refusedFolder, answerOf(name)), `${answer.status} ${text}`);
    await rename(path, join(refusedFolder, name));
    gone();
    await forgetOldest();
    log.warn({ name, status: answer.status, text }, 'the hub refused a measurement; it is kept in outbox/refused');
    return true;
  };
  /** False where something stays. One that the hub cannot take now does not hold up those behind it; a hub that does not answer ends the round. */
  const deliverAll = async (): Promise<boolean> => {
    let isAll = true;
    for (const name of await names()) {
      const body = await readFile(join(folder, name)).catch(() => undefined);
      const isDelivered = body !== undefined && (await deliver(name, body).catch(() => undefined));
      if (isDelivered === undefined) return false;
      isAll &&= isDelivered;
    }
    return isAll;
  };
  const run = async () => {
    let retryMs = FIRST_RETRY_MS;
    while (!closing.signal.aborted) {
      const called = wake;
      if (await deliverAll()) {
        retryMs = FIRST_RETRY_MS;
        await called.promise;
        wake = Promise.withResolvers();
      } else {
        await setTimeout(retryMs, undefined, { signal: closing.signal }).catch(() => undefined);
        retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
      }
    }
  };
  const running = run().catch((error: unknown) => log.error({ error }, 'delivery to the hub ended'));
  return {
    async put(submission) {
      if (isFull()) return;
      held += 1;
      const path = join(folder, `${submission.id}.json`);
      try {
        await writeFile(`${path}${PART}`, JSON.stringify(submission), { flush: true });
        await rename(`${path}${PART}`, path);
      } catch (cause) {
        gone();
        await rm(`${path}${PART}`, { force: true });
        throw cause;
      }
      wake.resolve();
    },
    waiting: async () => (await names()).length,
    async close() {
      closing.abort();
      wake.resolve();
      await running;
    },
  };
}
