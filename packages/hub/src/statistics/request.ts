// What may be asked of GET /api/v1/statistics, and the question to the warehouse it becomes.
import { accessKind, areaCode, networkKind, slug, technology } from '@i-speed/spec';
import { addDays, dayOf, dayWindow } from '@i-speed/statistics';
import type { AskedQuantity, Question } from '@i-speed/warehouse';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';

const asked = [
  'download',
  'upload',
  'latency',
  'latency-loaded-down',
  'latency-loaded-up',
  'jitter',
  'responsiveness',
] as const;
const groupings = ['day', 'month', 'province', 'operator', 'access', 'technology'] as const;

/** Without a period: the last so many days, today included. */
const DEFAULT_DAYS = 30;
/** The most days a period may have, and the most when each is a group of its own. */
const MOST_DAYS = 3_660;
const MOST_DAILY = 400;

const day = z.iso.date('a day as YYYY-MM-DD');

export const statisticsQuery = z.object({
  indicator: z.enum(asked).default('download').describe('the measured quantity; latency is idle latency'),
  groupBy: z.enum(groupings).optional().describe('absent: totals alone'),
  from: day.optional().describe('first day, in the time zone of the country; 30 days back when absent'),
  to: day.optional().describe('last day, included; today when absent'),
  access: accessKind.optional(),
  technology: technology.optional(),
  operator: slug.optional(),
  province: areaCode.optional().describe('code of today’s edition; GET /api/v1/provinces lists them'),
  networkKind: networkKind.optional().describe('where the points stood; absent: each kind apart'),
});
export type StatisticsQuery = z.infer<typeof statisticsQuery>;

/** What a request's defaults and checks depend on. */
export interface StatisticsSetting {
  readonly nowMs: number;
  readonly timeZone: string;
  readonly edition: string;
}

export interface Period {
  readonly from: string;
  /** Last day, included. */
  readonly to: string;
}

/** The period and question of a request. Throws ProblemError `invalid` naming every day that cannot be. */
export function toQuestion(query: StatisticsQuery, setting: StatisticsSetting): { period: Period; question: Question } {
  const { timeZone, edition } = setting;
  const to = query.to ?? dayOf(setting.nowMs, timeZone);
  const period = { from: query.from ?? addDays(to, 1 - DEFAULT_DAYS), to };
  checkPeriod(period, query.groupBy === 'day' ? MOST_DAILY : MOST_DAYS);
  const { groupBy, access, technology, operator, province, networkKind } = query;
  return {
    period,
    question: {
      quantity: quantityOf(query.indicator),
      fromMs: dayWindow(period.from, timeZone).fromMs,
      untilMs: dayWindow(period.to, timeZone).untilMs,
      timeZone,
      edition,
      ...(groupBy !== undefined && { groupBy }),
      ...(access !== undefined && { access }),
      ...(technology !== undefined && { technology }),
      ...(operator !== undefined && { operator }),
      ...(province !== undefined && { provinceCode: province }),
      ...(networkKind !== undefined && { networkKind }),
    },
  };
}

function quantityOf(indicator: StatisticsQuery['indicator']): AskedQuantity {
  return indicator === 'latency' ? 'latency-idle' : indicator;
}

function checkPeriod({ from, to }: Period, mostDays: number): void {
  const days = 1 + (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days < 1) throw refuse('query.from', `lies after ${to}; give the earlier day first`);
  if (days > mostDays)
    throw refuse('query.from', `${days} days are asked, at most ${mostDays} are answered; ask for a shorter period`);
}

function refuse(path: string, message: string): ProblemError {
  return new ProblemError('invalid', 'the period cannot be answered', { faults: [{ path, message }] });
}
