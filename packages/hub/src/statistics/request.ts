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

/** A request as the warehouse is asked. */
export interface Asked {
  readonly period: Period;
  readonly quantity: QuantityId;
  readonly selection: Selection;
}

/** The period and question of a request. Throws ProblemError `invalid` naming all that cannot be answered. */
export function toQuestion(query: StatisticsQuery, { nowMs, reference }: StatisticsSetting): Asked {
  const { timeZone } = reference.country;
  const to = query.to ?? dayOf(nowMs, timeZone);
  const period = { from: query.from ?? addDays(to, 1 - DEFAULT_DAYS), to };
  const { edition = reference.currentEdition } = query;
  const quantity = query.indicator === 'latency' ? 'latency-idle' : query.indicator;
  const faults = [
    ...faultsOfCost(query, period),
    ...faultsOfKind(query, quantity),
    ...faultsOfNames(query, edition, reference),
  ];
  if (faults.length > 0) throw new ProblemError('invalid', 'the question cannot be answered', { faults });
  const { access, technology, operator, province, commune, networkKind, family, trigger } = query;
  return {
    period,
    quantity,
    selection: present({
      fromMs: dayWindow(period.from, timeZone).fromMs,
      untilMs: dayWindow(period.to, timeZone).untilMs,
      timeZone,
      edition,
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

type Fault = { path: string; message: string };

/** Bounds what one request may cost: rows read and groups answered. */
function faultsOfCost(query: StatisticsQuery, { from, to }: Period): Fault[] {
  const days = 1 + (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const path = 'query.from';
  if (days < 1) return [{ path, message: `lies after ${to}; give the earlier day first` }];
  const everyCommune = query.groupBy === 'commune' && query.province === undefined;
  const isLong = query.groupBy === 'day' || everyCommune || query.histogram === 'true';
  const mostDays = isLong ? MOST_DAILY : MOST_DAYS;
  if (days <= mostDays) return [];
  const way = everyCommune ? 'ask for a shorter period or name a province' : 'ask for a shorter period';
  return [{ path, message: `${days} days are asked, at most ${mostDays} are answered here; ${way}` }];
}

/** What does not go with the kind of answer. */
function faultsOfKind(
  { target, histogram, totals, groupBy, indicator }: StatisticsQuery,
  quantity: QuantityId,
): Fault[] {
  const isShare = QUANTITIES.find(({ id }) => id === quantity)?.kind === 'share';
  const why = `${indicator} is a share already: it has one figure and no`;
  const checks: [boolean, string, string][] = [
    [
      totals === 'false' && groupBy === undefined,
      'totals',
      'without groups the totals are the answer; leave totals out or give groupBy',
    ],
    [isShare && target !== undefined, 'target', `${why} share at a target; leave target out`],
    [isShare && histogram === 'true', 'histogram', `${why} histogram; leave histogram out`],
  ];
  return checks.filter(([isFault]) => isFault).map(([, name, message]) => ({ path: `query.${name}`, message }));
}

/** Codes that name nothing: an answer without measurements would read as if nobody had measured there. */
function faultsOfNames(
  { province, commune, operator }: StatisticsQuery,
  edition: string,
  reference: StatisticsSetting['reference'],
): Fault[] {
  const faults: Fault[] = [];
  const miss = (name: string, message: string) => faults.push({ path: `query.${name}`, message });
  if (operator !== undefined && reference.operatorById(operator) === undefined)
    miss('operator', `there is no operator ${operator}; /api/v1/operators lists them`);
  const editions = reference.editions.map((one) => one.edition);
  if (!editions.includes(edition)) {
    miss('edition', `there is no edition ${edition}; there are ${editions.join(', ')}`);
    return faults;
  }
  if (province !== undefined && reference.provinceByCode(province, edition) === undefined)
    miss('province', `edition ${edition} has no province ${province}; /api/v1/areas lists them`);
  const place = commune === undefined ? undefined : reference.communeByCode(commune, edition);
  if (commune !== undefined && place === undefined)
    miss('commune', `edition ${edition} has no commune ${commune}; /api/v1/areas lists them`);
  if (place !== undefined && province !== undefined && place.provinceCode !== province)
    miss('commune', `${place.fullName} lies in province ${place.provinceCode}, not ${province}; leave province out`);
  return faults;
}
