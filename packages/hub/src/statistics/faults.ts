// What in a request of statistics can be read and yet not be answered: too much, what does not go together, codes that name nothing.
import { DAY_MS, type Fault } from '@i-speed/spec';
import { dayOf, QUANTITIES } from '@i-speed/statistics';
import { periodOf, quantityOf, type StatisticsQuery, type StatisticsSetting, statisticsQuery } from './request.ts';

/** The most days a period may have, and the most where the answer is long: each day a group, or every commune of the country. */
const MOST_DAYS = 3_660;
const MOST_DAILY = 400;

/** All of them, in one go. `mostDays`: where less than usual may be asked. */
export function faultsOfQuestion(query: StatisticsQuery, setting: StatisticsSetting, mostDays = MOST_DAYS): Fault[] {
  return [
    ...faultsOfCost(query, setting, mostDays),
    ...faultsOfKind(query),
    ...faultsOfNames(query, setting.reference),
  ];
}

/**
 * The faults that a request has besides values that cannot be read, so that the caller mends all at once: of `given`, what its schema refused
 * is passed over, and so is what can only be judged with that.
 */
export function faultsBesides(given: Readonly<Record<string, string>>, setting: StatisticsSetting): Fault[] {
  const read = statisticsQuery.safeParse(given);
  const issues = read.success ? [] : read.error.issues;
  const unread = new Set(issues.flatMap((one) => (one.code === 'unrecognized_keys' ? one.keys : one.path.map(String))));
  const query = statisticsQuery.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !unread.has(name))));
  return faultsOfQuestion(query, setting).filter(
    ({ path }) => !RESTS_ON[path.slice('query.'.length)]?.some((name) => unread.has(name)),
  );
}

/** By parameter: which others its faults follow from. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  from: ['to', 'province'],
  totals: ['groupBy'],
  province: ['edition'],
  commune: ['edition'],
};

/** Bounds what one request may cost: rows read and groups answered. */
function faultsOfCost(query: StatisticsQuery, setting: StatisticsSetting, usualDays: number): Fault[] {
  const { from, to } = periodOf(query, setting);
  const days = 1 + (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const path = 'query.from';
  const today = dayOf(setting.nowMs, setting.reference.country.timeZone);
  if (from > today) return [{ path, message: `lies in the future; today is ${today}` }];
  if (days < 1) return [{ path, message: `lies after ${to}; give the earlier day first` }];
  const everyCommune = query.groupBy === 'commune' && query.province === undefined;
  const isLong = query.groupBy === 'day' || everyCommune || query.histogram === 'true';
  const mostDays = isLong ? Math.min(MOST_DAILY, usualDays) : usualDays;
  if (days <= mostDays) return [];
  const way = everyCommune ? 'ask for a shorter period or name a province' : 'ask for a shorter period';
  return [{ path, message: `${days} days are asked, at most ${mostDays} are answered here; ${way}` }];
}

/** What does not go with the kind of answer. */
function faultsOfKind(query: StatisticsQuery): Fault[] {
  const { target, histogram, totals, groupBy, indicator } = query;
  const quantity = quantityOf(query);
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
function faultsOfNames(query: StatisticsQuery, reference: StatisticsSetting['reference']): Fault[] {
  const { province, commune, operator, edition = reference.currentEdition } = query;
  const faults: Fault[] = [];
  const miss = (name: string, message: string) => faults.push({ path: `query.${name}`, message });
  if (operator !== undefined && reference.operatorById(operator) === undefined)
    miss('operator', `there is no operator ${operator}; /api/v1/operators lists them`);
  const editions = reference.editions.map((one) => one.edition);
  if (!editions.includes(edition)) {
    miss('edition', `there is no edition ${edition}; there are ${editions.join(', ')}`);
    return faults;
  }
  const noSuch = (level: 'province' | 'commune', code: string, nameIn: (edition: string) => string | undefined) => {
    const other = editions.find((one) => nameIn(one) !== undefined);
    const way =
      other === undefined
        ? '/api/v1/areas lists them'
        : `for ${nameIn(other)} as it was, add edition=${other}&areas=own`;
    miss(level, `edition ${edition} has no ${level} ${code}; ${way}`);
  };
  if (province !== undefined && reference.provinceByCode(province, edition) === undefined)
    noSuch('province', province, (one) => reference.provinceByCode(province, one)?.fullName);
  const place = commune === undefined ? undefined : reference.communeByCode(commune, edition);
  if (commune !== undefined && place === undefined)
    noSuch('commune', commune, (one) => reference.communeByCode(commune, one)?.fullName);
  if (place !== undefined && province !== undefined && place.provinceCode !== province)
    miss('commune', `${place.fullName} lies in province ${place.provinceCode}, not ${province}; leave province out`);
  return faults;
}
