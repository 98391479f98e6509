// GET /api/v1/statistics: asks the warehouse, hides what would point to few devices, names what has a name.
import type { Reference } from '@i-speed/reference';
import type { StatisticsAnswer } from '@i-speed/spec';
import { HISTOGRAM_EDGES, QUANTITIES, type QuantityId } from '@i-speed/statistics';
import {
  type AskedQuantity,
  type Cell,
  type HistogramCell,
  isShare,
  type Selection,
  type ShareCell,
  type Warehouse,
} from '@i-speed/warehouse';
import { present } from '../present.ts';
import { hiddenCells, hiddenGroups } from './hide.ts';
import type { StatisticsQuery } from './request.ts';
import { showCell } from './show.ts';
import type { Succession } from './succession.ts';
import { toQuestion } from './to-question.ts';

export interface StatisticsDesk {
  readonly warehouse: Warehouse;
  readonly reference: Pick<
    Reference,
    | 'country'
    | 'editions'
    | 'currentEdition'
    | 'provinces'
    | 'communes'
    | 'provinceByCode'
    | 'communeByCode'
    | 'operatorById'
    | 'communeOf'
  >;
  /** Tells the warehouse what follows former areas, before areas of today are asked for. */
  readonly succession: Succession;
  readonly leastDevices: number;
  readonly clock: () => number;
}

/** The answer to a validated query. Throws ProblemError `invalid`; rejects with WarehouseError `unavailable`. */
export async function askStatistics(desk: StatisticsDesk, query: StatisticsQuery): Promise<StatisticsAnswer> {
  const { timeZone } = desk.reference.country;
  const { period, quantity, selection } = toQuestion(query, { nowMs: desk.clock(), reference: desk.reference });
  if (selection.areas === 'successors') await desk.succession.kept();
  const { groupBy, target } = query;
  const ask = asker(desk.warehouse, quantity, target);
  const wantsHistogram = query.histogram === 'true';
  const hasTotals = query.totals === 'true';
  const [totals, groups, tally, bins] = await Promise.all([
    hasTotals ? ask(selection) : [],
    groupBy === undefined ? [] : ask({ ...selection, groupBy }),
    desk.warehouse.tally(selection),
    wantsHistogram && !isShare(quantity) ? histograms(desk.warehouse, quantity, selection, query) : [],
  ]);
  const hidden = hasTotals
    ? hiddenCells<Cell | ShareCell>(totals, groups, desk.leastDevices)
    : hiddenGroups(groups, desk.leastDevices);
  const binsOf = new Map(bins.map(({ isTotal, cell }) => [cellId(isTotal, cell), cell]));
  const show = (isTotal: boolean) => (cell: Cell | ShareCell) =>
    showCell(cell, {
      name: isTotal ? undefined : nameOf(desk, query, selection.edition, cell.key),
      hidden: hidden.get(cell),
      histogram: binsOf.get(cellId(isTotal, cell)),
    });
  return present({
    indicator: describe(query.indicator, quantity),
    period: { ...period, timeZone },
    asOf: asOfCells([...totals, ...groups, ...bins.map(({ cell }) => cell)]),
    edition: selection.edition,
    areas: query.areas,
    groupBy,
    target,
    edges: wantsHistogram ? [...(HISTOGRAM_EDGES[quantity] ?? [])] : undefined,
    leastDevices: desk.leastDevices,
    totals: totals.map(show(true)),
    groups: groups.map(show(false)),
    received: tally.received,
    valid: tally.valid,
    counted: tally.counted,
    excluded: [...tally.excluded],
  });
}

/** The earliest time as of which one of the cells is; absent where all are of now. */
export function asOfCells(cells: readonly { readonly asOfMs?: number }[]): string | undefined {
  const times = cells.flatMap(({ asOfMs }) => asOfMs ?? []);
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}

type Ask = (selection: Selection & Pick<StatisticsQuery, 'groupBy'>) => Promise<readonly (Cell | ShareCell)[]>;

function asker(warehouse: Warehouse, quantity: QuantityId, target: number | undefined): Ask {
  if (isShare(quantity)) return (selection) => warehouse.shares({ ...present(selection), quantity });
  return (selection) => warehouse.cells({ ...present(selection), quantity, ...(target !== undefined && { target }) });
}

async function histograms(
  warehouse: Warehouse,
  quantity: AskedQuantity,
  selection: Selection,
  { groupBy, totals }: StatisticsQuery,
): Promise<{ isTotal: boolean; cell: HistogramCell }[]> {
  const [whole, groups] = await Promise.all([
    totals === 'true' ? warehouse.histograms({ ...selection, quantity }) : [],
    groupBy === undefined ? [] : warehouse.histograms({ ...selection, quantity, groupBy }),
  ]);
  return [...whole.map((cell) => ({ isTotal: true, cell })), ...groups.map((cell) => ({ isTotal: false, cell }))];
}

function cellId(isTotal: boolean, { key, networkKind }: Pick<Cell, 'key' | 'networkKind'>): string {
  return JSON.stringify([isTotal, key ?? null, networkKind ?? null]);
}

function describe(id: StatisticsQuery['indicator'], quantity: QuantityId): StatisticsAnswer['indicator'] {
  const known = QUANTITIES.find((one) => one.id === quantity);
  return { id, unit: known?.unit ?? '', better: known?.better ?? 'higher', method: 'docs/method/indicators.md' };
}

function nameOf(
  { reference }: StatisticsDesk,
  { groupBy }: StatisticsQuery,
  edition: string,
  key: string | undefined,
): string | undefined {
  if (key === undefined) return undefined;
  if (groupBy === 'province') return reference.provinceByCode(key, edition)?.fullName;
  if (groupBy === 'commune') return reference.communeByCode(key, edition)?.fullName;
  return groupBy === 'operator' ? reference.operatorById(key)?.name : undefined;
}
