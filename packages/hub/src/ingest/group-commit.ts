// Group commit: what arrives while the disk is busy goes down together with the next write, and is answered when it is on disk.
import { type Kept, type Row, type Warehouse, WarehouseError } from '@i-speed/warehouse';
import { ProblemError } from '../problem.ts';
import { decide, type Rules } from './decide.ts';
import { readPast } from './past.ts';
import type { Prepared } from './prepare.ts';

/** What happened to one measurement: the verdict as first acknowledged, and whether it was kept before. */
export interface Outcome {
  readonly kept: Kept;
  readonly isRepeat: boolean;
}

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
/** A storage that does not answer is asked again after this. */
const RETRY_AFTER_S = 5;

interface Waiting {
  readonly prepared: readonly Prepared[];
  readonly resolve: (outcomes: Outcome[]) => void;
  readonly reject: (problem: ProblemError) => void;
}

export function openCommitter(parts: CommitterParts): Committer {
  const queue: Waiting[] = [];
  let waiting = 0;
  let isDraining = false;
  let writing: Promise<void> | undefined;

  const run = async () => {
    while (queue.length > 0) await writeNext(takeNext(queue), parts);
    writing = undefined;
  };
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
      writing ??= run();
      return done.finally(() => {
        waiting -= prepared.length;
      });
    },
    get waiting() {
      return waiting;
    },
    async drain() {
      isDraining = true;
      await writing;
    },
  };
}

function takeNext(queue: Waiting[]): Waiting[] {
  let size = 0;
  const fits = queue.findIndex(({ prepared }) => {
    size += prepared.length;
    return size > WRITE_LIMIT;
  });
  return queue.splice(0, fits === -1 ? queue.length : Math.max(1, fits));
}

async function writeNext(batch: readonly Waiting[], parts: CommitterParts): Promise<void> {
  try {
    const outcomes = await write(
      batch.flatMap(({ prepared }) => prepared),
      parts,
    );
    let from = 0;
    for (const { prepared, resolve } of batch) {
      resolve(outcomes.slice(from, from + prepared.length));
      from += prepared.length;
    }
  } catch (cause) {
    parts.onFailure(cause);
    const detail = 'the measurement is not kept; keep it and send it again';
    const code = cause instanceof WarehouseError ? 'storage-unavailable' : 'internal';
    const retry = code === 'internal' ? {} : { retryAfterS: RETRY_AFTER_S };
    for (const { reject } of batch) reject(new ProblemError(code, detail, { ...retry, cause }));
  }
}

async function write(all: readonly Prepared[], { warehouse, rules, onWrite }: CommitterParts): Promise<Outcome[]> {
  const known = await warehouse.existing([...new Set(all.map(({ submission }) => submission.id))]);
  const fresh = firstOfEachId(all.filter(({ submission }) => !known.has(submission.id)));
  const past = await readPast(warehouse, fresh);
  const rows = fresh.map((prepared) => {
    const row = decide(prepared, past.of(prepared), rules);
    past.add(prepared, row.measurement.countsInStatistics);
    return row;
  });
  const startedMs = performance.now();
  await warehouse.append(rows);
  if (rows.length > 0) onWrite(rows, performance.now() - startedMs);
  const keptNow = await acknowledged(warehouse, rows);
  const seen = new Set<string>(known.keys());
  return all.map(({ submission: { id } }) => {
    const kept = known.get(id) ?? keptNow.get(id);
    if (kept === undefined) throw new WarehouseError('unavailable', `measurement ${id} was written and is not there`);
    const isRepeat = seen.has(id);
    seen.add(id);
    return { kept, isRepeat };
  });
}

/** What storage holds now: where two hubs wrote one id at once, both answer with the one that stays. */
async function acknowledged(warehouse: Warehouse, rows: readonly Row[]): Promise<Map<string, Kept>> {
  if (warehouse.isShared) return warehouse.existing(rows.map(({ measurement }) => measurement.id));
  return new Map(
    rows.map(({ measurement: { id, validity, reasons, countsInStatistics } }) => [
      id,
      { id, validity, reasons, countsInStatistics },
    ]),
  );
}

function firstOfEachId(all: readonly Prepared[]): Prepared[] {
  const first = new Map<string, Prepared>();
  for (const prepared of all) if (!first.has(prepared.submission.id)) first.set(prepared.submission.id, prepared);
  return [...first.values()];
}
