// What may be asked of GET /api/v1/statistics.
import type { Reference } from '@i-speed/reference';
import { accessKind, areaCode, calendarDay, networkKind, slug, technology, trigger } from '@i-speed/spec';
import { addDays, dayOf, QUANTITIES, type QuantityId } from '@i-speed/statistics';
import { GROUPINGS } from '@i-speed/warehouse';
import * as z from 'zod';
import { numberText } from '../number-text.ts';

/** Idle latency is asked for as `latency`, every other quantity by its own name. */
type Asked = Exclude<QuantityId, 'latency-idle'> | 'latency';
const nameOf = (id: QuantityId): Asked => (id === 'latency-idle' ? 'latency' : id);

/** In the unit of any quantity: a terabit a second, a quarter of an hour, a million round trips a minute. Far above it the engine reads no number. */
const MOST_TARGET = 1_000_000;

/** Without a period: the last so many days, today included. */
const DEFAULT_DAYS = 30;

/** A name that is not here is refused: left unread, the answer would be to another question. */
export const statisticsQuery = z.strictObject({
  indicator: z
    .enum(QUANTITIES.map(({ id }) => nameOf(id)))
    .default('download')
    .describe('the measured quantity; latency is idle latency'),
  groupBy: z.enum(GROUPINGS).optional().describe('absent: totals alone; hour is the hour of the day'),
  from: calendarDay.optional().describe('first day, in the time zone of the country; 30 days back when absent'),
  to: calendarDay.optional().describe('last day, included; today when absent'),
  access: accessKind.optional(),
  technology: technology.optional(),
  operator: slug.optional(),
  province: areaCode.optional().describe('code of the edition'),
  commune: areaCode.optional().describe('code of the edition'),
  networkKind: networkKind.optional().describe('where the points stood; absent: each kind apart'),
  family: z.enum(['4', '6']).optional().describe('IP version'),
  trigger: trigger
    .optional()
    .describe(
      'who began it; absent: manual, as what devices begin by themselves is a stratum of its own, never pooled',
    ),
  edition: calendarDay.optional().describe('edition of area codes in question and answer; today’s when absent'),
  areas: z
    .enum(['today', 'own'])
    .default('today')
    .describe(
      '`today`: what was measured in former areas stands under those that follow them, divided ones apart; `own`: only what bears codes of the edition has an area',
    ),
  target: numberText(z.number().positive().max(MOST_TARGET))
    .optional()
    .describe('tells the share of values at or above this'),
  totals: z
    .enum(['true', 'false'])
    .default('true')
    .describe(
      '`false`: groups alone; figures of years as a whole read every device of them, those of their months are ready',
    ),
  histogram: z.enum(['true', 'false']).default('false').describe('counts of values between fixed edges, too'),
  format: z
    .enum(['json', 'csv', 'xlsx', 'parquet'])
    .default('json')
    .describe('CSV, XLSX and Parquet hold one row a cell'),
});
export type StatisticsQuery = z.infer<typeof statisticsQuery>;

/** What a request's defaults and checks depend on. */
export interface StatisticsSetting {
  readonly nowMs: number;
  readonly reference: Pick<
    Reference,
    'country' | 'editions' | 'currentEdition' | 'provinceByCode' | 'communeByCode' | 'operatorById'
  >;
}

export interface Period {
  readonly from: string;
  /** Last day, included. */
  readonly to: string;
}

/** The days a request asks of. */
export function periodOf(asked: Pick<StatisticsQuery, 'from' | 'to'>, { nowMs, reference }: StatisticsSetting): Period {
  const to = asked.to ?? dayOf(nowMs, reference.country.timeZone);
  return { from: asked.from ?? addDays(to, 1 - DEFAULT_DAYS), to };
}

/** The quantity behind the word of a request. */
export function quantityOf({ indicator }: Pick<StatisticsQuery, 'indicator'>): QuantityId {
  return indicator === 'latency' ? 'latency-idle' : indicator;
}
