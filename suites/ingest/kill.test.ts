// A hub that is killed in the middle of load, again and again: what was acknowledged is there, and there once.
import { batchAcknowledgement, type Submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { type HubProcess, makeHubProcess } from './hub-process.ts';
import { countedAt, makeSubmission, post } from './submit.ts';

/** Acknowledgements after which each round's hub is killed. */
const KILL_AFTER = [1, 40, 7, 90, 23, 150, 3, 61];
const WORKERS = 8;
/** Nine starts of a hub, which a busy machine takes a quarter of a minute for each. */
const LONG_MS = 400_000;

interface Ledger {
  /** Text of the first acknowledgement, by id. */
  readonly acknowledged: Map<string, string>;
  /** Sent without an answer: kept by the client, which sends it again. */
  readonly open: Map<string, Submission>;
}

test('kill -9 in the middle of load loses nothing acknowledged and doubles nothing', { timeout: LONG_MS }, async () => {
  await using hub = await makeHubProcess();
  const ledger: Ledger = { acknowledged: new Map(), open: new Map() };
  let interrupted = 0;
  for (const target of KILL_AFTER) {
    await hub.start();
    await expectAllKept(hub, ledger, 5);
    await loadUntilKilled(hub, ledger, target);
    interrupted += ledger.open.size;
  }
  // The kills must have hit requests on their way, else they prove nothing.
  expect(interrupted).toBeGreaterThan(KILL_AFTER.length);

  await hub.start();
  for (const submission of ledger.open.values()) await send(hub, ledger, [submission]);
  expect(ledger.open.size).toBe(0);
  await expectAllKept(hub, ledger, 1);
  expect(await countedAt(hub.url)).toBe(ledger.acknowledged.size);
  expect(await hub.stop()).toBe(0);
});

/** Workers post singles and batches, new ones and those left open, until so many are acknowledged and the hub is killed. */
async function loadUntilKilled(hub: HubProcess, ledger: Ledger, target: number): Promise<void> {
  let acknowledged = 0;
  let isOver = false;
  const leftOpen = [...ledger.open.values()];
  const work = async (worker: number) => {
    for (let turn = 0; !isOver; turn += 1) {
      const again = leftOpen.splice(0, 2);
      const fresh = await Promise.all(
        Array.from({ length: 1 + ((worker + turn) % 4) }, () => makeSubmission(hub.pointKey)),
      );
      const more = await send(hub, ledger, [...again, ...fresh]);
      acknowledged += more;
      if (acknowledged >= target && !isOver) {
        isOver = true;
        await hub.kill9();
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
  } finally {
    isOver = true;
  }
}

/** Posts one alone or several as a batch, and enters what was acknowledged; gives how many were. */
async function send(hub: HubProcess, ledger: Ledger, submissions: Submission[]): Promise<number> {
  for (const submission of submissions) ledger.open.set(submission.id, submission);
  const [first] = submissions;
  try {
    if (submissions.length === 1) {
      const answer = await post(hub.url, first);
      const text = await answer.text();
      expect(answer.status, text).toBe(201);
      return enter(ledger, first?.id ?? '', text);
    }
    const answer = await post(hub.url, submissions);
    const { results } = batchAcknowledgement.parse(await answer.json());
    expect(results).toHaveLength(submissions.length);
    return results.reduce((sum, result) => {
      if (!result.kept) throw new Error(`an honest measurement was refused: ${JSON.stringify(result.problem)}`);
      const { kept: _, ...acknowledgement } = result;
      return sum + enter(ledger, acknowledgement.id, JSON.stringify(acknowledgement));
    }, 0);
  } catch (cause) {
    // The connection broke with the hub: nothing was acknowledged.
    if (cause instanceof TypeError || (cause instanceof Error && cause.name === 'SyntaxError')) return 0;
    throw cause;
  }
}

function enter(ledger: Ledger, id: string, text: string): number {
  const before = ledger.acknowledged.get(id);
  if (before !== undefined) expect(text).toBe(before);
  ledger.acknowledged.set(id, text);
  ledger.open.delete(id);
  return 1;
}

/** Every n-th acknowledged measurement is read back, and counts are those of what was acknowledged or may have been kept. */
async function expectAllKept(hub: HubProcess, { acknowledged, open }: Ledger, every: number): Promise<void> {
  const ids = [...acknowledged.keys()].filter((_, i) => i % every === 0);
  for (const id of ids) {
    const answer = await fetch(`${hub.url}/api/v1/measurements/${id}`);
    expect(answer.status, `measurement ${id} was acknowledged`).toBe(200);
    expect((await answer.json()).id).toBe(id);
  }
  const counted = await countedAt(hub.url);
  expect(counted).toBeGreaterThanOrEqual(acknowledged.size);
  expect(counted).toBeLessThanOrEqual(acknowledged.size + open.size);
}
