// GET /api/v1/statistics/modelled/communes: the modelled estimates of all communes with too few devices for a median, for a map.
import { accessKind, type ModelledCommunesAnswer, networkKind } from '@i-speed/spec';
import { NEEDED_DEVICES } from '@i-speed/statistics';
import type { ModelledCommune } from '@i-speed/warehouse';
import * as z from 'zod';
import type { StatisticsDesk } from './ask.ts';
import { hiddenGroups } from './hide.ts';
import { type Models, showModelled } from './model.ts';
import { statisticsQuery } from './request.ts';
import { toQuestion } from './to-question.ts';

/** Of more days the devices are other people's of other seasons; and each of them is read. */
const MOST_DAYS = 31;

export const modelledCommunesQuery = statisticsQuery.pick({ from: true, to: true, province: true }).extend({
  access: accessKind,
  networkKind,
  indicator: z.enum(['download', 'upload']).default('download'),
});
type ModelledCommunesQuery = z.infer<typeof modelledCommunesQuery>;

/** Throws ProblemError `invalid`; rejects with WarehouseError `unavailable`. */
export async function askModelledCommunes(
  desk: StatisticsDesk,
  models: Models,
  query: ModelledCommunesQuery,
): Promise<ModelledCommunesAnswer> {
  const { clock, leastDevices, reference, succession } = desk;
  const setting = { nowMs: clock(), reference };
  const { period, selection } = toQuestion(statisticsQuery.parse({ ...query, groupBy: 'day' }), setting, MOST_DAYS);
  const { provinceCode, ...country } = selection;
  await succession.kept();
  const { access, networkKind: kind, indicator } = query;
  const { communes, backTest, bornMs } = await models({
    ...country,
    ...{ quantity: indicator, access, networkKind: kind, within: 'access' },
  });
  const told = backTest.holds !== false ? tellModelled([...communes.values()], leastDevices) : [];
  return {
    statistic: 'modelled',
    indicator,
    period: { ...period, timeZone: reference.country.timeZone },
    asOf: new Date(bornMs).toISOString(),
    edition: selection.edition,
    access,
    networkKind: kind,
    fromDevices: leastDevices,
    belowDevices: NEEDED_DEVICES.median,
    backTest,
    communes: told.flatMap(({ commune: { communeCode, provinceCode: province }, estimate }) => {
      const name = reference.communeByCode(communeCode, selection.edition)?.fullName;
      const isAsked = provinceCode === undefined || provinceCode === province;
      return name === undefined || !isAsked
        ? []
        : [{ code: communeCode, provinceCode: province, name, modelled: estimate }];
    }),
  };
}

/**
 * The estimates that stand where a median would: of communes with at least `leastDevices` devices and fewer than it needs, hidden neither
 * for themselves nor for another's sake, with an interval that tells something.
 */
export function tellModelled<C extends ModelledCommune>(communes: readonly C[], leastDevices: number) {
  const hidden = hiddenGroups(communes, leastDevices);
  return communes.flatMap((commune) => {
    if (hidden.has(commune) || commune.devices >= NEEDED_DEVICES.median) return [];
    const estimate = showModelled(commune, leastDevices);
    return estimate === undefined ? [] : [{ commune, estimate }];
  });
}
