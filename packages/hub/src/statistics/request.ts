// What may be asked of GET /api/v1/statistics, and the question to the warehouse it becomes.
import type { Reference } from '@i-speed/reference';
import { accessKind, areaCode, networkKind, slug, technology, trigger } from '@i-speed/spec';
import { addDays, dayOf, dayWindow, QUANTITIES, type QuantityId } from '@i-speed/statistics';
import type { GroupBy, Selection } from '@i-speed/warehouse';
import * as z from 'zod';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';

const asked = [
  'download',
  'upload',
  'latency',
  'latency-loaded-down',
  'latency-loaded-up',
  'jitter',
  'responsiveness',
  'loss',
  'failure',
  'ipv6',
] as const;
const groupings = [
  'day',
  'month',
  'hour',
  'province',
  'commune',
  'operator',
  'access',
  'technology',
  'family',
  'trigger',
] as const satisfies readonly GroupBy[];

/** Without a period: the last so many days, today included. */
const DEFAULT_DAYS = 30;
/** The most days a period may have, and the most where the answer is long: each day a group, or every commune of the country. */
const MOST_DAYS = 3_660;
const MOST_DAILY = 400;

const day = z.iso.date('a day as YYYY-MM-DD');

export const statisticsQuery = z.object({
  indicator: z.enum(asked).default('download').describe('the measured quantity; latency is idle latency'),
  groupBy: z.enum(groupings).optional().describe('absent: totals alone; hour is the hour of the day'),
  from: day.optional().describe('first day, in the time zone of the country; 30 days back when absent'),
  to: day.optional().describe('last day, included; today when absent'),
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
  edition: day.optional().describe('edition of area codes in question and answer; today’s when absent'),
  areas: z
    .enum(['today', 'own'])
    .default('today')
    .describe(
      '`today`: what was measured in former areas stands under those that follow them, divided ones apart; `own`: only what bears codes of the edition has an area',
    ),
  target: z.coerce.number().positive().optional().describe('tells the share of values at or above this'),
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
  readonly timeZone: string;
  readonly editions: Reference['editions'];
  readonly currentEdition: string;
}

export interface Period {
  readonly from: string;
  /** Last day, included. */
  readonly to: string;
}

/** A request as the warehouse is asked. */
export interface Asked {
  readonly period: Period;
  readonly quantity: QuantityId;
  readonly selection: Selection;
}

/** The period and question of a request. Throws ProblemError `invalid` naming what cannot be answered. */
export function toQuestion(query: StatisticsQuery, setting: StatisticsSetting): Asked {
  const { timeZone } = setting;
  const to = query.to ?? dayOf(setting.nowMs, timeZone);
  const period = { from: query.from ?? addDays(to, 1 - DEFAULT_DAYS), to };
  checkCost(query, period);
  checkTotals(query);
  const quantity = query.indicator === 'latency' ? 'latency-idle' : query.indicator;
  checkKind(query, quantity);
  const { access, technology, operator, province, commune, networkKind, family, trigger } = query;
  return {
    period,
    quantity,
    selection: present({
      fromMs: dayWindow(period.from, timeZone).fromMs,
      untilMs: dayWindow(period.to, timeZone).untilMs,
      timeZone,
      edition: editionOf(query, setting),
      areas: query.areas === 'today' ? ('successors' as const) : ('own' as const),
      access,
      technology,
      operator,
      provinceCode: province,
      communeCode: commune,
      networkKind,
      family: family === undefined ? undefined : family === '4' ? (4 as const) : (6 as const),
      // Asked by trigger all of them stand in the answer, each apart.
      trigger: trigger ?? (query.groupBy === 'trigger' ? undefined : ('manual' as const)),
    }),
  };
}

function editionOf({ edition }: StatisticsQuery, { editions, currentEdition }: StatisticsSetting): string {
  if (edition === undefined) return currentEdition;
  const known = editions.map((one) => one.edition);
  if (known.includes(edition)) return edition;
  throw refuse('query.edition', `there is no edition ${edition}; there are ${known.join(', ')}`);
}

/** Bounds what one request may cost: rows read and groups answered. */
function checkCost(query: StatisticsQuery, { from, to }: Period): void {
  const days = 1 + (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days < 1) throw refuse('query.from', `lies after ${to}; give the earlier day first`);
  const everyCommune = query.groupBy === 'commune' && query.province === undefined;
  const isLong = query.groupBy === 'day' || everyCommune || query.histogram === 'true';
  const mostDays = isLong ? MOST_DAILY : MOST_DAYS;
  if (days <= mostDays) return;
  const way = everyCommune ? 'ask for a shorter period or name a province' : 'ask for a shorter period';
  throw refuse('query.from', `${days} days are asked, at most ${mostDays} are answered here; ${way}`);
}

function checkTotals({ totals, groupBy }: StatisticsQuery): void {
  if (totals === 'false' && groupBy === undefined)
    throw refuse('query.totals', 'without groups the totals are the answer; leave totals out or give groupBy');
}

function checkKind({ target, histogram, indicator }: StatisticsQuery, quantity: QuantityId): void {
  if (QUANTITIES.find(({ id }) => id === quantity)?.kind !== 'share') return;
  const why = `${indicator} is a share already: it has one figure and no`;
  if (target !== undefined) throw refuse('query.target', `${why} share at a target; leave target out`);
  if (histogram === 'true') throw refuse('query.histogram', `${why} histogram; leave histogram out`);
}

function refuse(path: string, message: string): ProblemError {
  return new ProblemError('invalid', 'the question cannot be answered', { faults: [{ path, message }] });
}
