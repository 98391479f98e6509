// GET /api/v1/statistics/changes: how a geometric mean moved from month to month, as the sample was and with its mix held fixed.
import type { ChangeSeriesAnswer } from '@i-speed/spec';
import { calendarMonth } from '@i-speed/spec';
import {
  addDays,
  addMonths,
  type Change,
  type Estimate,
  levelBefore,
  missingDevices,
  monthOf,
  monthWindow,
  QUANTITIES,
} from '@i-speed/statistics';
import { type ChangeStep, isShare } from '@i-speed/warehouse';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import type { StatisticsDesk } from './ask.ts';
import { faultsOfQuestion } from './faults.ts';
import { quantityOf, statisticsQuery } from './request.ts';
import { rounded, showEstimate } from './show.ts';
import { toQuestion } from './to-question.ts';

const MOST_MONTHS = 36;

export const changesQuery = statisticsQuery
  .pick({
    indicator: true,
    access: true,
    technology: true,
    operator: true,
    province: true,
    commune: true,
    networkKind: true,
    edition: true,
  })
  .extend({
    to: calendarMonth.optional().describe('last month; the month before this one when absent'),
    months: numberText(z.number().int().min(2).max(MOST_MONTHS))
      .default(12)
      .describe('how many months, the last included'),
  });
export type ChangesQuery = z.infer<typeof changesQuery>;

/** Throws ProblemError `invalid`; rejects with WarehouseError `unavailable`. */
export async function askChanges(desk: StatisticsDesk, query: ChangesQuery): Promise<ChangeSeriesAnswer> {
  const { timeZone } = desk.reference.country;
  const nowMs = desk.clock();
  const { months: count, to = addMonths(monthOf(nowMs, timeZone), -1), ...filters } = query;
  const months = Array.from({ length: count }, (_, index) => addMonths(to, index + 1 - count));
  const days = { from: `${months[0]}-01`, to: addDays(`${addMonths(to, 1)}-01`, -1) };
  const setting = { nowMs, reference: desk.reference };
  const asked = { ...statisticsQuery.parse(filters), ...days };
  const quantity = quantityOf(query);
  if (isShare(quantity) || scaleOf(quantity) !== 'log') {
    const fault = { path: 'query.indicator', message: 'changes are told of rates and delays alone' };
    throw new ProblemError('invalid', 'the question cannot be answered', {
      faults: [fault, ...faultsOfQuestion(asked, setting)],
    });
  }
  const { selection } = toQuestion(asked, setting);
  await desk.succession.kept();
  const { fromMs: _, untilMs: __, ...common } = selection;
  const steps = await desk.warehouse.changeSeries({
    ...common,
    quantity,
    scale: 'log',
    months: months.map((month) => ({ month, ...monthWindow(month, timeZone) })),
  });
  return {
    indicator: query.indicator,
    edition: selection.edition,
    from: months[0] ?? to,
    to,
    steps: showSteps(steps, desk.leastDevices),
  };
}

type Pair = NonNullable<ChangeStep['sinceBefore']>;

function showSteps(steps: readonly ChangeStep[], leastDevices: number): ChangeSeriesAnswer['steps'] {
  // The last month alone leads to no later one.
  const lasts = new Map(steps.filter(({ untilLast }) => !untilLast).map((step) => [step.networkKind, step]));
  return steps.map((step) => {
    const { month, networkKind, sinceBefore, untilLast } = step;
    const fixedMix = fixedMixOf(step, lasts.get(networkKind), leastDevices);
    return present({
      month,
      networkKind,
      geometricMean:
        step.devices >= leastDevices ? showEstimate(step.level, 'geometric-mean', step.devices) : undefined,
      fixedMix: fixedMix && showEstimate(fixedMix.level, 'change-mix-adjusted', fixedMix.devices),
      sinceBefore: sinceBefore && showPair(sinceBefore),
      untilLast: untilLast && showPair(untilLast),
    });
  });
}

/** A level and the devices it rests on, those of the month that has fewer. */
interface FixedMix {
  readonly level: Estimate;
  readonly devices: number;
}

/** The last month is its own. */
function fixedMixOf(step: ChangeStep, last: ChangeStep | undefined, leastDevices: number): FixedMix | undefined {
  if (last === undefined || last.devices < leastDevices) return undefined;
  if (step === last) return last;
  const change = step.untilLast?.mixAdjusted;
  if (change === undefined || fewerDevices(change) < leastDevices) return undefined;
  return { level: levelBefore(last.level.value, change), devices: fewerDevices(change) };
}

function fewerDevices({ devicesBefore, devicesAfter }: Change): number {
  return Math.min(devicesBefore, devicesAfter);
}

/** A change needs the devices in both months. */
function showPair({ raw, mixAdjusted }: Pair) {
  const rawWithheld = raw && withheldOf(raw, 'change');
  const mixAdjustedWithheld = mixAdjusted && withheldOf(mixAdjusted, 'change-mix-adjusted');
  return present({
    raw: raw && rawWithheld === undefined ? showChange(raw) : undefined,
    rawWithheld,
    mixAdjusted:
      mixAdjusted && mixAdjustedWithheld === undefined
        ? { ...showChange(mixAdjusted), cells: mixAdjusted.cells, matchedShare: rounded(mixAdjusted.matchedShare) }
        : undefined,
    mixAdjustedWithheld,
  });
}

/** Absent where both months have devices enough. */
function withheldOf(change: Change, statistic: 'change' | 'change-mix-adjusted') {
  const missing = missingDevices(statistic, fewerDevices(change));
  return missing === 0 ? undefined : { withheld: 'few-devices' as const, missingDevices: missing };
}

function showChange({ ratio, interval, isShown, devicesBefore, devicesAfter }: Change) {
  return present({
    ratio: rounded(ratio),
    interval: interval && { low: rounded(interval.low), high: rounded(interval.high) },
    isShown,
    devicesBefore,
    devicesAfter,
  });
}

function scaleOf(quantity: string): string | undefined {
  return QUANTITIES.find(({ id }) => id === quantity)?.scale;
}
