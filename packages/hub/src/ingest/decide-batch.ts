// A batch on its way to disk: decided from what is kept and what is about to be, then written, then told as it stands.
import { type Kept, type Row, type Warehouse, WarehouseError } from '@i-speed/warehouse';
import { decide, type Rules } from './decide.ts';
import { readPast } from './past.ts';
import type { Prepared } from './prepare.ts';

/** What happened to one measurement: the verdict as first acknowledged, and whether it was kept before. */
export interface Outcome {
  readonly kept: Kept;
  readonly isRepeat: boolean;
}

/** A batch with its rows, before they are on disk. */
export interface Decided {
  readonly all: readonly Prepared[];
  /** Verdicts of the ids that were there, by id. */
  readonly known: ReadonlyMap<string, Kept>;
  /** What is new, each id once. */
  readonly fresh: readonly Fresh[];
}

export interface Fresh {
  readonly prepared: Prepared;
  readonly row: Row;
}

interface Parts {
  readonly warehouse: Warehouse;
  readonly rules: Rules;
}

/**
 * Decides a batch: on what is kept, and on the batch `before` it as if that were kept too, as it may be or not while this one is read. Rejects
 * with WarehouseError `unavailable`.
 */
export async function decideBatch(
  all: readonly Prepared[],
  { warehouse, rules }: Parts,
  before?: Decided,
): Promise<Decided> {
  const underway = before?.fresh ?? [];
  const kept = await warehouse.existing([...new Set(all.map(({ submission }) => submission.id))]);
  const known = new Map([...kept, ...underway.map(({ row }) => verdictOf(row))]);
  const news = firstOfEachId(all.filter(({ submission }) => !known.has(submission.id)));
  const past = await readPast(warehouse, news, underway);
  const fresh = news.map((prepared) => {
    const row = decide(prepared, past.of(prepared), rules);
    past.add(prepared, row.measurement.countsInStatistics);
    return { prepared, row };
  });
  return { all, known, fresh };
}

/** Puts the rows on disk and gives the outcomes of the batch in order. Rejects with WarehouseError `unavailable`: nothing is to be acknowledged. */
export async function writeBatch(
  { all, known, fresh }: Decided,
  { warehouse, onWrite }: { warehouse: Warehouse; onWrite: (rows: readonly Row[], tookMs: number) => void },
): Promise<Outcome[]> {
  const rows = fresh.map(({ row }) => row);
  const startedMs = performance.now();
  await warehouse.append(rows);
  if (rows.length > 0) onWrite(rows, performance.now() - startedMs);
  const stays = await verdicts(warehouse, all, rows);
  const seen = new Set<string>(known.keys());
  return all.map(({ submission: { id } }) => {
    const kept = stays.get(id) ?? known.get(id);
    if (kept === undefined) throw new WarehouseError('unavailable', `measurement ${id} was written and is not there`);
    const isRepeat = seen.has(id);
    seen.add(id);
    return { kept, isRepeat };
  });
}

/** What storage holds now: where two hubs wrote one id at once, both answer with the one that stays. */
async function verdicts(
  warehouse: Warehouse,
  all: readonly Prepared[],
  rows: readonly Row[],
): Promise<Map<string, Kept>> {
  if (warehouse.isShared) return warehouse.existing([...new Set(all.map(({ submission }) => submission.id))]);
  return new Map(rows.map(verdictOf));
}

function verdictOf({ measurement: { id, validity, reasons, countsInStatistics } }: Row): readonly [string, Kept] {
  return [id, { id, validity, reasons, countsInStatistics }];
}

function firstOfEachId(all: readonly Prepared[]): Prepared[] {
  const first = new Map<string, Prepared>();
  for (const prepared of all) if (!first.has(prepared.submission.id)) first.set(prepared.submission.id, prepared);
  return [...first.values()];
}
