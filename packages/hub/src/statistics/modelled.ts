// GET /api/v1/statistics/modelled: what a commune with few devices most likely has, drawn toward communes like it, where the model holds.
import type { ModelledAnswer } from '@i-speed/spec';
import { accessKind, areaCode, calendarMonth, networkKind } from '@i-speed/spec';
import { addMonths, monthOf, monthWindow } from '@i-speed/statistics';
import * as z from 'zod';
import { present } from '../present.ts';
import { unknownInQuery } from '../problem.ts';
import type { StatisticsDesk } from './ask.ts';
import { type Models, showModelled } from './model.ts';

export const modelledQuery = z.strictObject({
  commune: areaCode.describe('code of the current edition'),
  access: accessKind,
  networkKind,
  month: calendarMonth.optional().describe('the month before this one when absent'),
  indicator: z.enum(['download', 'upload']).default('download'),
});
type ModelledQuery = z.infer<typeof modelledQuery>;

/** Rejects with ProblemError `invalid` or WarehouseError. */
export async function askModelled(
  desk: StatisticsDesk,
  models: Models,
  { commune, access, networkKind: kind, month: asked, indicator }: ModelledQuery,
): Promise<ModelledAnswer> {
  const { reference, clock } = desk;
  const { timeZone } = reference.country;
  const edition = reference.currentEdition;
  const area = reference.communeByCode(commune, edition);
  if (area === undefined) throw unknownInQuery('commune', `edition ${edition} has no commune ${commune}`);
  const month = asked ?? addMonths(monthOf(clock(), timeZone), -1);
  await desk.succession.kept();
  const { communes, backTest } = await models({
    quantity: indicator,
    ...monthWindow(month, timeZone),
    timeZone,
    edition,
    areas: 'successors',
    access,
    networkKind: kind,
    trigger: 'manual',
    within: 'access',
  });
  const found = communes.get(commune);
  return present({
    month,
    code: commune,
    name: area.fullName,
    backTest,
    estimate: found && backTest.holds !== false ? showModelled(found, desk.leastDevices) : undefined,
  });
}
