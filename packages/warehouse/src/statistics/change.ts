// What changed from one period to another: raw and with the mix held fixed, each kind of point apart.
import {
  type CellMean,
  type Change,
  type ClusteredMean,
  type MixAdjustedChange,
  mixAdjustedChangeOfCells,
  rawChangeOfMeans,
  type Scale,
} from '@i-speed/statistics';
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
