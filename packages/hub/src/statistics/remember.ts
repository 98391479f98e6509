// A warehouse that remembers its answers until something comes that would change them.
import { DAY_MS } from '@i-speed/spec';
import type { ChangeSeriesQuestion, Row, Selection, Warehouse } from '@i-speed/warehouse';

/** Another hub may write to a shared warehouse unseen: its answers are remembered for so long. */
const SHARED_MEMORY_MS = 20_000;
/** Cells of remembered answers; about a kilobyte each. Those asked for longest ago go first. */
const MOST_CELLS = 50_000;
/** What leaves every answer as it is. */
const harmless: readonly (keyof Warehouse)[] = [
  'existing',
  'byId',
  'historyOf',
  'originsOf',
  'unitCounts',
  'unitTraits',
  'unitAbuse',
  'setAsideByUnit',
  'intake',
  'changes',
  'modelledCommunes',
  'exportDay',
  'parquetOf',
  'refresh',
  'prepare',
  'damagedParts',
  'ping',
  'close',
];
const HARMLESS: ReadonlySet<PropertyKey> = new Set(harmless);

interface Kept {
  readonly answer: Promise<unknown>;
  readonly fromMs: number;
  readonly untilMs: number;
  /** When it was answered; absent while it is being read, which nobody does twice. */
  bornMs?: number;
  cells: number;
}

/**
 * The same warehouse; the answer to a question that was asked before is given again. What is appended makes every answer forgotten whose
 * period it lies in, once it is on disk, so that whoever was told that a measurement is kept finds it counted.
 */
export function rememberAnswers(warehouse: Warehouse, clock = () => performance.now()): Warehouse {
  const known = new Map<string, Kept>();

  async function remembered<A>(
    name: string,
    question: unknown,
    { fromMs, untilMs }: Pick<Selection, 'fromMs' | 'untilMs'>,
    compute: () => Promise<A>,
  ): Promise<A> {
    const key = `${name} ${JSON.stringify(question)}`;
    const found = known.get(key);
    const ageMs = found?.bornMs === undefined ? 0 : clock() - found.bornMs;
    if (found !== undefined && (!warehouse.isShared || ageMs < SHARED_MEMORY_MS)) {
      known.delete(key);
      known.set(key, found);
      return asAnswer<A>(found.answer);
    }
    const answer = compute();
    const kept: Kept = { answer, fromMs, untilMs, cells: 1 };
    known.set(key, kept);
    answer.then(
      (told) => {
        kept.bornMs = clock();
        kept.cells = Array.isArray(told) ? Math.max(1, told.length) : 1;
        makeRoom(known);
      },
      () => {
        if (known.get(key) === kept) known.delete(key);
      },
    );
    return answer;
  }

  function forget(rows: readonly Row[]): void {
    const days = new Set(rows.map(({ measurement }) => Math.floor(Date.parse(measurement.startedAt) / DAY_MS)));
    for (const [key, { fromMs, untilMs }] of known) {
      const isTouched = [...days].some((day) => day * DAY_MS < untilMs && (day + 1) * DAY_MS > fromMs);
      if (isTouched) known.delete(key);
    }
  }

  return {
    ...forgettingAfter(warehouse, () => known.clear()),
    async append(rows) {
      try {
        await warehouse.append(rows);
      } finally {
        forget(rows);
      }
    },
    cells: (question) => remembered('cells', question, question, () => warehouse.cells(question)),
    shares: (question) => remembered('shares', question, question, () => warehouse.shares(question)),
    histograms: (question) => remembered('histograms', question, question, () => warehouse.histograms(question)),
    tally: (selection) => remembered('tally', selection, selection, () => warehouse.tally(selection)),
    areaCounts: (selection) => remembered('areaCounts', selection, selection, () => warehouse.areaCounts(selection)),
    changeSeries: (question) =>
      remembered('changeSeries', question, spanOf(question), () => warehouse.changeSeries(question)),
  };
}

/** The warehouse; whatever is not known to change no answer makes all of them forgotten, once it is done or has failed. */
function forgettingAfter(warehouse: Warehouse, forgetAll: () => void): Warehouse {
  return new Proxy(warehouse, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name === 'symbol' || HARMLESS.has(name)) return member;
      return async (...given: unknown[]) => {
        try {
          return await member(...given);
        } finally {
          forgetAll();
        }
      };
    },
  });
}

function spanOf({ months }: ChangeSeriesQuestion): { fromMs: number; untilMs: number } {
  return { fromMs: months[0]?.fromMs ?? 0, untilMs: months.at(-1)?.untilMs ?? 0 };
}

function makeRoom(known: Map<string, Kept>): void {
  let cells = 0;
  for (const kept of known.values()) cells += kept.cells;
  for (const [key, kept] of known) {
    if (cells <= MOST_CELLS) return;
    known.delete(key);
    cells -= kept.cells;
  }
}

/** Guarantee: an answer is kept under the name of the method that gave it. */
function asAnswer<A>(answer: Promise<unknown>): Promise<A> {
  return answer as Promise<A>;
}
