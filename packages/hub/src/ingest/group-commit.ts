// Group commit: what arrives while the disk is busy goes down together with the next write, and is answered when it is on disk.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Row, type Warehouse, WarehouseError } from '@i-speed/warehouse';
import { ProblemError } from '../problem.ts';
import type { Rules } from './decide.ts';
import { type Decided, decideBatch, type Outcome, writeBatch } from './decide-batch.ts';
import type { Prepared } from './prepare.ts';

export interface Committer {
  /**
   * Keeps measurements, all of one request together, and gives their outcomes in order once all are on disk. Of one id the first is kept,
   * whatever later ones hold. Throws ProblemError `overloaded`, `draining` or `storage-unavailable`: then nothing is acknowledged.
   */
  commit(prepared: readonly Prepared[]): Promise<Outcome[]>;
  /** Measurements that wait. */
  readonly waiting: number;
  /** Takes no more, and returns when all that was taken is answered. */
  drain(): Promise<void>;
}

export interface CommitterParts {
  readonly warehouse: Warehouse;
  readonly rules: Rules;
  readonly queueLimit: number;
  /** Told of every write and every failure, for metrics and the log. */
  readonly onWrite: (rows: readonly Row[], tookMs: number) => void;
  readonly onFailure: (cause: unknown) => void;
}

/** A write takes at most so many measurements, so that none waits long behind others. */
const WRITE_LIMIT = 2_000;
/** While a write is under way the next one gathers for so long: it could not go down sooner, and what comes together shares it. */
const GATHER_MS = 20;
/** A storage that does not answer is asked again after this. */
const RETRY_AFTER_S = 5;

interface Waiting {
  readonly prepared: readonly Prepared[];
  readonly resolve: (outcomes: Outcome[]) => void;
  readonly reject: (problem: ProblemError) => void;
}

/** A write that is under way; `isKept` tells, when it has ended, whether all of it is on disk. */
interface Write {
  readonly decided: Decided;
  readonly isKept: Promise<boolean>;
}

/** Writes go down one after another; while one does, the next is decided as if it were on disk, and anew where it fails. */
export function openCommitter(parts: CommitterParts): Committer {
  const queue: Waiting[] = [];
  let waiting = 0;
  let isDraining = false;
  let running: Promise<void> | undefined;
  let onArrival = () => {};

  const run = async () => {
    let before: Write | undefined;
    for (; queue.length > 0; await Promise.race([before?.isKept, arrival()])) {
      if (before !== undefined && size(queue) < WRITE_LIMIT) await Promise.race([before.isKept, sleep(GATHER_MS)]);
      before = await writeNext(takeNext(queue), before, parts);
    }
    running = undefined;
  };
  const arrival = () =>
    new Promise<void>((resolve) => {
      onArrival = resolve;
      if (queue.length > 0) resolve();
    });
  return {
    commit(prepared) {
      if (isDraining)
        return Promise.reject(new ProblemError('draining', 'send it again in a moment', { retryAfterS: 2 }));
      if (waiting + prepared.length > parts.queueLimit && waiting > 0) {
        const detail = 'more measurements arrive than can be written; keep it and send it again';
        return Promise.reject(new ProblemError('overloaded', detail, { retryAfterS: RETRY_AFTER_S }));
      }
      waiting += prepared.length;
      const done = new Promise<Outcome[]>((resolve, reject) => queue.push({ prepared, resolve, reject }));
      onArrival();
      running ??= run();
      return done.finally(() => {
        waiting -= prepared.length;
      });
    },
    get waiting() {
      return waiting;
    },
    async drain() {
      isDraining = true;
      await running;
    },
  };
}

function size(queue: readonly Waiting[]): number {
  return queue.reduce((sum, { prepared }) => sum + prepared.length, 0);
}

function takeNext(queue: Waiting[]): Waiting[] {
  let taken = 0;
  const fits = queue.findIndex(({ prepared }) => {
    taken += prepared.length;
    return taken > WRITE_LIMIT;
  });
  return queue.splice(0, fits === -1 ? queue.length : Math.max(1, fits));
}

/** Returns once the batch begins to go down; undefined where it could not, and has been told so. */
async function writeNext(
  batch: readonly Waiting[],
  before: Write | undefined,
  parts: CommitterParts,
): Promise<Write | undefined> {
  const all = batch.flatMap(({ prepared }) => prepared);
  try {
    const early = decideBatch(all, parts, before?.decided);
    // Whatever it comes to is looked at below, after the write before.
    early.catch(() => undefined);
    const decided = before === undefined || (await before.isKept) ? await early : await decideBatch(all, parts);
    const written = writeBatch(decided, parts);
    const isKept = written.then(
      (outcomes) => answer(batch, outcomes),
      (cause) => refuse(batch, cause, parts),
    );
    return { decided, isKept };
  } catch (cause) {
    refuse(batch, cause, parts);
    return undefined;
  }
}

function answer(batch: readonly Waiting[], outcomes: readonly Outcome[]): true {
  let from = 0;
  for (const { prepared, resolve } of batch) {
    resolve(outcomes.slice(from, from + prepared.length));
    from += prepared.length;
  }
  return true;
}

function refuse(batch: readonly Waiting[], cause: unknown, { onFailure }: CommitterParts): false {
  onFailure(cause);
  const detail = 'the measurement is not kept; keep it and send it again';
  const code = cause instanceof WarehouseError ? 'storage-unavailable' : 'internal';
  const retry = code === 'internal' ? {} : { retryAfterS: RETRY_AFTER_S };
  for (const { reject } of batch) reject(new ProblemError(code, detail, { ...retry, cause }));
  return false;
}
