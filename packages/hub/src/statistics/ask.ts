// GET /api/v1/statistics: asks the warehouse, hides what would point to few devices, names what has a name.
import type { Reference } from '@i-speed/reference';
import { classify, type Estimate, QUANTITIES, suppress } from '@i-speed/statistics';
import type { Cell, Warehouse } from '@i-speed/warehouse';
import { present } from '../present.ts';
import type { StatisticsAnswer, StatisticsCell, StatisticsEstimate } from './answer.ts';
import { type StatisticsQuery, toQuestion } from './request.ts';

export interface StatisticsDesk {
  readonly warehouse: Warehouse;
  readonly reference: Pick<Reference, 'country' | 'currentEdition' | 'provinceByCode' | 'operatorById'>;
  readonly leastDevices: number;
  readonly clock: () => number;
}

/** The answer to a validated query. Throws ProblemError `invalid`; rejects with WarehouseError `unavailable`. */
export async function askStatistics(desk: StatisticsDesk, query: StatisticsQuery): Promise<StatisticsAnswer> {
  const { timeZone } = desk.reference.country;
  const edition = desk.reference.currentEdition;
  const { period, question } = toQuestion(query, { nowMs: desk.clock(), timeZone, edition });
  const { groupBy, ...whole } = question;
  const [totals, groups, tally] = await Promise.all([
    desk.warehouse.cells(whole),
    groupBy === undefined ? [] : desk.warehouse.cells(question),
    desk.warehouse.tally(whole),
  ]);
  const hidden = hiddenCells(totals, groups, desk.leastDevices);
  const show = (cell: Cell) => toShown(cell, hidden.get(cell), nameOf(desk, query, cell));
  const quantity = QUANTITIES.find(({ id }) => id === question.quantity);
  return present({
    indicator: {
      id: query.indicator,
      unit: quantity?.unit ?? '',
      better: quantity?.better ?? 'higher',
      method: 'docs/method/indicators.md',
    },
    period: { ...period, timeZone },
    edition,
    groupBy,
    leastDevices: desk.leastDevices,
    totals: totals.map(show),
    groups: groups.map(show),
    received: tally.received,
    valid: tally.valid,
    counted: tally.counted,
    excluded: [...tally.excluded],
  });
}

type Hidden = NonNullable<StatisticsCell['hidden']>;

/** Cells of one kind of point are a table of their own: its total is the sum of its groups. */
function hiddenCells(totals: readonly Cell[], groups: readonly Cell[], leastDevices: number): Map<Cell, Hidden> {
  const hidden = new Map<Cell, Hidden>();
  for (const total of totals) {
    const parts = groups.filter(({ networkKind }) => networkKind === total.networkKind);
    const table = [total, ...parts];
    const cells = table.map(({ devices }, i) => ({ id: String(i), devices }));
    const sums = parts.length === 0 ? [] : [{ total: '0', parts: parts.map((_, i) => String(i + 1)) }];
    const { few, complementary } = suppress(cells, sums, leastDevices);
    for (const [i, cell] of table.entries()) {
      if (few.has(String(i))) hidden.set(cell, 'few-devices');
      else if (complementary.has(String(i))) hidden.set(cell, 'complementary');
    }
  }
  return hidden;
}

function toShown(cell: Cell, hidden: Hidden | undefined, name: string | undefined): StatisticsCell {
  const { key, networkKind, n, devices, effectiveN, mean, median, p10, p90 } = cell;
  if (hidden !== undefined) return present({ key, name, networkKind, n, devices, hidden });
  const figures = {
    mean: toShownEstimate(mean),
    median: toShownEstimate(median),
    p10: rounded(p10),
    p90: rounded(p90),
  };
  return present({ key, name, networkKind, n, devices, effectiveN: rounded(effectiveN), ...figures });
}

function toShownEstimate(estimate: Estimate): StatisticsEstimate {
  const { value, interval } = estimate;
  return present({
    value: rounded(value),
    interval: interval && { low: rounded(interval.low), high: rounded(interval.high) },
    precision: classify(estimate, 'relative'),
  });
}

/** Six significant figures: more the warehouse's 32-bit columns do not hold. */
function rounded(figure: number): number {
  return Number(figure.toPrecision(6));
}

function nameOf({ reference }: StatisticsDesk, { groupBy }: StatisticsQuery, { key }: Cell): string | undefined {
  if (key === undefined) return undefined;
  if (groupBy === 'province') return reference.provinceByCode(key, reference.currentEdition)?.fullName;
  return groupBy === 'operator' ? reference.operatorById(key)?.name : undefined;
}
