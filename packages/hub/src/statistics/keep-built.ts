// Keeps the warehouse's built values near to what has come, and its answers ready, from time to time and beside all other work.
import type { PrepareSettings, Warehouse } from '@i-speed/warehouse';
import { present } from '../present.ts';
import type { StatisticsDesk } from './ask.ts';
import { statisticsQuery } from './request.ts';
import { toQuestion } from './to-question.ts';

/** Often enough that a question rarely reads more than some minutes of measurements anew. */
const EVERY_MS = 5 * 60_000;
/** The first time so soon: whoever opened the first page after a start does not wait behind it. */
const FIRST_MS = 20_000;
/** So long answers are made at a time; five years of a large country take some rounds. */
const PREPARING_MS = 2 * 60_000;
/** A little at a time, so that whoever stops does not wait long. */
const SLICE_MS = 3_000;

export interface KeepingBuilt {
  /** Begins no further build and waits for the one that runs. */
  stop(): Promise<void>;
}

/**
 * Builds what is due (see refresh of the warehouse) and then makes the answers that are expected, the first time soon after the start.
 * A failure is told and tried again next time.
 */
export function keepBuilt(
  warehouse: Pick<Warehouse, 'refresh' | 'prepare'>,
  expected: () => Promise<PrepareSettings>,
  onFailure: (cause: unknown) => void,
  firstMs = FIRST_MS,
): KeepingBuilt {
  let running: Promise<unknown> = Promise.resolve();
  let isFree = true;
  let isStopping = false;
  const round = async () => {
    const settings = await expected();
    await warehouse.refresh({ timeZone: settings.timeZone });
    const untilMs = performance.now() + PREPARING_MS;
    while (!isStopping && performance.now() < untilMs)
      if ((await warehouse.prepare({ ...settings, budgetMs: SLICE_MS })) === 0) return;
  };
  const begin = () => {
    if (!isFree) return;
    isFree = false;
    running = round()
      .catch(onFailure)
      .finally(() => {
        isFree = true;
      });
  };
  const timers = [setTimeout(begin, firstMs), setInterval(begin, EVERY_MS)];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      isStopping = true;
      for (const timer of timers) clearTimeout(timer);
      await running;
    },
  };
}

/** What a request has that names nothing but what it asks of: the questions that are expected are of that kind. */
export async function expectedQuestions({
  reference,
  succession,
  clock,
}: Pick<StatisticsDesk, 'reference' | 'succession' | 'clock'>): Promise<PrepareSettings> {
  await succession.kept();
  const { selection } = toQuestion(statisticsQuery.parse({}), { nowMs: clock(), reference });
  const { timeZone, edition, areas, trigger } = selection;
  return present({ timeZone, edition, areas, trigger });
}
