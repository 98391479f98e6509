// What changed from one period to another: raw and with the mix held fixed, each kind of point apart.
import {
  type CellMean,
  type Change,
  type ClusteredMean,
  type Estimate,
  estimateOfMean,
  type MixAdjustedChange,
  mixAdjustedChangeOfCells,
  rawChangeOfMeans,
  type Scale,
} from '@i-speed/statistics';
import { keptAnswer } from '../build/kept-answers.ts';
import { planOf } from '../build/plan.ts';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { means } from './answer.ts';
import { mixQuery, type PlainQuestion } from './build-comparison.ts';
import type { NetworkKind } from './question.ts';

/** The question's own period is the later one. */
export interface ChangeQuestion extends PlainQuestion {
  readonly before: { readonly fromMs: number; readonly untilMs: number };
  /** 'linear' compares means, 'log' geometric means. */
  readonly scale: Scale;
}

export interface ChangeCell {
  readonly networkKind?: NetworkKind;
  readonly raw?: Change;
  readonly mixAdjusted?: MixAdjustedChange;
}

/** One entry for each kind of point that has values in either period. Rejects with WarehouseError `unavailable`. */
export async function changes(connections: Connections, question: ChangeQuestion): Promise<ChangeCell[]> {
  const { before, scale, ...after } = question;
  const earlier = { ...after, ...before };
  const [rawBefore, rawAfter, mixBefore, mixAfter] = await Promise.all([
    means(connections, earlier, scale),
    means(connections, after, scale),
    mix(connections, earlier, scale),
    mix(connections, after, scale),
  ]);
  const kinds = [...new Set([...rawBefore.keys(), ...rawAfter.keys()])].sort();
  return kinds.map((kind) => cell(kind, rawBefore.get(kind), rawAfter.get(kind), mixBefore, mixAfter, scale));
}

/** Calendar months next to each other, in order; the question's own period is theirs. */
export interface ChangeSeriesQuestion extends Omit<PlainQuestion, 'fromMs' | 'untilMs'> {
  readonly months: readonly { readonly month: string; readonly fromMs: number; readonly untilMs: number }[];
  readonly scale: Scale;
}

/** One month and kind of point: what changed from the month before to it, and from it to the last month. */
export interface ChangeStep {
  readonly month: string;
  readonly networkKind?: NetworkKind;
  readonly devices: number;
  /** The month's own mean, geometric on the log scale. */
  readonly level: Estimate;
  readonly sinceBefore?: Omit<ChangeCell, 'networkKind'>;
  readonly untilLast?: Omit<ChangeCell, 'networkKind'>;
}

/**
 * Changes along months. What is told is kept, and not the cells of the mix it is made of, of which a country has a hundred thousand a month: those of
 * three months are held at a time. Rejects with WarehouseError `unavailable`.
 */
export async function changeSeries(connections: Connections, question: ChangeSeriesQuestion): Promise<ChangeStep[]> {
  const { months, scale, ...common } = question;
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const whole = { ...common, fromMs: first.fromMs, untilMs: last.untilMs };
  return keptAnswer(connections, `changes-${scale}`, whole, () => readSeries(connections, question));
}

async function readSeries(
  connections: Connections,
  { months, scale, ...common }: ChangeSeriesQuestion,
): Promise<ChangeStep[]> {
  const read = async ({ month, fromMs, untilMs }: ChangeSeriesQuestion['months'][number]): Promise<MonthRead> => {
    const part = { ...common, fromMs, untilMs };
    const [raw, mixed] = await Promise.all([means(connections, part, scale), mix(connections, part, scale)]);
    return { month, raw, mix: mixed };
  };
  const steps: ChangeStep[] = [];
  const newest = months.at(-1);
  const last = newest && (await read(newest));
  let before: MonthRead | undefined;
  for (const month of months) {
    const now = last !== undefined && month === newest ? last : await read(month);
    steps.push(...stepsOf(now, before, last, scale));
    before = now;
  }
  return steps;
}

interface MonthRead {
  readonly month: string;
  readonly raw: Means;
  readonly mix: Mix;
}

type Means = Awaited<ReturnType<typeof means>>;

/** One step for each kind of point that the month has, in their order. */
function stepsOf(
  now: MonthRead,
  before: MonthRead | undefined,
  last: MonthRead | undefined,
  scale: Scale,
): ChangeStep[] {
  return [...now.raw]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, mean]) => {
      const between = (from: MonthRead, to: MonthRead) => {
        const { networkKind: _, ...change } = cell(kind, from.raw.get(kind), to.raw.get(kind), from.mix, to.mix, scale);
        return change;
      };
      return {
        month: now.month,
        ...(kind !== '' && { networkKind: kind }),
        devices: mean.independent,
        level: estimateOfMean(mean, scale),
        ...(before && { sinceBefore: between(before, now) }),
        ...(last && last !== now && { untilLast: between(now, last) }),
      };
    });
}

type Mix = ReadonlyMap<string, ReadonlyMap<string, CellMean>>;

function cell(
  kind: NetworkKind | '',
  before: ClusteredMean | undefined,
  after: ClusteredMean | undefined,
  mixBefore: Mix,
  mixAfter: Mix,
  scale: Scale,
): ChangeCell {
  const raw = rawChangeOfMeans(before, after, scale);
  const adjusted = mixAdjustedChangeOfCells(mixBefore.get(kind) ?? new Map(), mixAfter.get(kind) ?? new Map(), scale);
  return {
    ...(kind !== '' && { networkKind: kind }),
    ...(raw && { raw }),
    ...(adjusted && { mixAdjusted: adjusted }),
  };
}

interface MixRow {
  readonly kind: string;
  readonly cell: string;
  readonly devices: number | string;
  readonly mean: number;
  readonly squares: number;
}

async function mix(connections: Connections, question: PlainQuestion, scale: Scale): Promise<Mix> {
  const rows = await select<MixRow>(connections, mixQuery(question, await planOf(connections, question), scale));
  const kinds = new Map<string, Map<string, CellMean>>();
  for (const { kind, cell: name, devices, mean, squares } of rows) {
    const cells = kinds.get(kind) ?? new Map<string, CellMean>();
    kinds.set(kind, cells.set(name, { devices: Number(devices), mean, squares }));
  }
  return kinds;
}
