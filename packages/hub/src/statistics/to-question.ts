// The question to the warehouse that a request becomes.
import { dayWindow, type QuantityId } from '@i-speed/statistics';
import type { Selection } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { faultsOfQuestion } from './faults.ts';
import { type Period, periodOf, quantityOf, type StatisticsQuery, type StatisticsSetting } from './request.ts';

/** A request as the warehouse is asked. */
export interface Asked {
  readonly period: Period;
  readonly quantity: QuantityId;
  readonly selection: Selection;
}

/** The period and question of a request, of at most `mostDays`. Throws ProblemError `invalid` naming all that cannot be answered. */
export function toQuestion(query: StatisticsQuery, setting: StatisticsSetting, mostDays?: number): Asked {
  const { reference } = setting;
  const { timeZone } = reference.country;
  const period = periodOf(query, setting);
  const { edition = reference.currentEdition } = query;
  const quantity = quantityOf(query);
  const faults = faultsOfQuestion(query, setting, mostDays);
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
