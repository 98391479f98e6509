// What is short: counted measurements of a month against the number needed, fixed and mobile apart.
import type { Area } from '@i-speed/reference';
import { type CommuneNeed, DAY_MS, type SampleState, type SufficiencyBoard } from '@i-speed/spec';
import { dayOf, dayWindow, monthOf, monthWindow, OFFICIAL_SUFFICIENCY, sufficiency } from '@i-speed/statistics';
import type { AreaCount } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { ProblemError, unknownInQuery } from '../problem.ts';
import type { StatisticsDesk } from './ask.ts';

type Access = 'mobile' | 'fixed';
type Counts = ReadonlyMap<string, number>;

/** Counts stay as they are for so long: the board is asked by every page. */
const MEMORY_MS = 20_000;

export interface SufficiencyDesk {
  board(query: { month?: string | undefined; province?: string | undefined }): Promise<SufficiencyBoard>;
  need(communeCode: string): Promise<CommuneNeed>;
}

/** Answers from counts of the warehouse, remembered for 20 s. Methods reject with ProblemError `invalid` (a board's province), `not-found` (a need's commune) or WarehouseError. */
export function openSufficiency(desk: StatisticsDesk): SufficiencyDesk {
  const { reference, clock } = desk;
  const edition = reference.currentEdition;
  const { timeZone } = reference.country;
  const known = new Map<string, { readonly counts: Promise<AreaCount[]>; readonly untilMs: number }>();
  const countsOf = (month: string): Promise<AreaCount[]> => {
    const held = known.get(month);
    if (held !== undefined && held.untilMs > clock()) return held.counts;
    const counts = readCounts(desk, month);
    known.set(month, { counts, untilMs: clock() + MEMORY_MS });
    counts.catch(() => known.delete(month));
    if (known.size > 24) known.delete(known.keys().next().value ?? '');
    return counts;
  };
  return {
    async board({ month = monthOf(clock(), timeZone), province }) {
      if (province !== undefined && reference.provinceByCode(province, edition) === undefined)
        throw unknownInQuery('province', `edition ${edition} has no province ${province}`);
      const counts = await countsOf(month);
      const communes = sumBy(counts, ({ communeCode, access }) => keyOf(communeCode, access));
      const provinces = sumBy(counts, ({ provinceCode, access }) => keyOf(provinceCode, access));
      const communesOf = (code: string) => reference.communes(code, edition);
      const describe = (area: Area, from: Counts, needed: number) => ({
        code: area.code,
        name: area.fullName,
        mobile: state(from, area.code, 'mobile', needed),
        fixed: state(from, area.code, 'fixed', needed),
      });
      return present({
        month,
        edition,
        unattributed: sum(counts.filter(({ communeCode, access }) => keyOf(communeCode, access) === undefined)),
        provinces: reference.provinces(edition).map((area) => {
          const own = communesOf(area.code);
          const enough = (access: Access) =>
            own.filter(({ code }) => state(communes, code, access, OFFICIAL_SUFFICIENCY.commune).isSufficient).length;
          return {
            ...describe(area, provinces, OFFICIAL_SUFFICIENCY.province),
            communes: own.length,
            sufficientCommunes: { mobile: enough('mobile'), fixed: enough('fixed') },
            communeSpread: { mobile: spreadOf(communes, own, 'mobile'), fixed: spreadOf(communes, own, 'fixed') },
          };
        }),
        communes:
          province === undefined
            ? undefined
            : communesOf(province).map((area) => describe(area, communes, OFFICIAL_SUFFICIENCY.commune)),
      });
    },
    async need(communeCode) {
      const commune = reference.communeByCode(communeCode, edition);
      if (commune === undefined)
        throw new ProblemError('not-found', `edition ${edition} has no commune ${communeCode}`);
      const month = monthOf(clock(), timeZone);
      const counts = sumBy(await countsOf(month), (one) => keyOf(one.communeCode, one.access));
      const mobile = state(counts, commune.code, 'mobile', OFFICIAL_SUFFICIENCY.commune);
      const fixed = state(counts, commune.code, 'fixed', OFFICIAL_SUFFICIENCY.commune);
      const leftMs = monthWindow(month, timeZone).untilMs - dayWindow(dayOf(clock(), timeZone), timeZone).fromMs;
      return {
        month,
        code: commune.code,
        name: commune.fullName,
        mobile,
        fixed,
        daysLeft: Math.round(leftMs / DAY_MS),
        automaticFactor: { mobile: factor(mobile), fixed: factor(fixed) },
      };
    },
  };
}

async function readCounts(desk: StatisticsDesk, month: string): Promise<AreaCount[]> {
  const { timeZone } = desk.reference.country;
  await desk.succession.kept();
  const { fromMs, untilMs } = monthWindow(month, timeZone);
  const edition = desk.reference.currentEdition;
  return desk.warehouse.areaCounts({ fromMs, untilMs, timeZone, edition, areas: 'successors' });
}

/** The smallest counts that a tenth, half and nine tenths of the communes do not exceed; 0 where there is no commune. */
function spreadOf(counts: Counts, communes: readonly Area[], access: Access) {
  const rising = communes.map(({ code }) => counts.get(`${code} ${access}`) ?? 0).sort((a, b) => a - b);
  const at = (share: number) => rising[Math.max(0, Math.ceil(share * rising.length) - 1)] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** From 2 where everything is lacking through 1 at half to 0.5 where nothing is. */
function factor({ missing, needed }: SampleState): number {
  const lacking = missing / needed;
  return Number((lacking >= 0.5 ? 2 * lacking : 0.5 + lacking).toFixed(2));
}

function keyOf(code: string | undefined, access: Access | undefined): string | undefined {
  return code === undefined || access === undefined ? undefined : `${code} ${access}`;
}

function sumBy(counts: readonly AreaCount[], keyOf: (one: AreaCount) => string | undefined): Counts {
  const sums = new Map<string, number>();
  for (const one of counts) {
    const key = keyOf(one);
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + one.counted);
  }
  return sums;
}

function sum(counts: readonly AreaCount[]): number {
  return counts.reduce((all, { counted }) => all + counted, 0);
}

function state(counts: Counts, code: string, access: Access, needed: number): SampleState {
  const { countedMeasurements, missingMeasurements, isSufficient } = sufficiency(
    counts.get(`${code} ${access}`) ?? 0,
    needed,
  );
  return { counted: countedMeasurements, needed, missing: missingMeasurements, isSufficient };
}
