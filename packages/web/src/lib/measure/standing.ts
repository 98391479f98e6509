// Where a rate stands among the devices of its province: how their rates of the last 30 days are spread, and in which part of them it lies.
import type { Direction, PublicPoint, StatisticsAnswer, StatisticsCell } from '@i-speed/spec';

/** Rates in Mbit/s, as GET /api/v1/statistics tells them of one kind of point. */
export type Spread = {
  p10: number;
  p20: number;
  median: { value: number; low: number; high: number };
  p80: number;
  p90: number;
  devices: number;
};
export type Part =
  | 'lowest-tenth'
  | 'lowest-fifth'
  | 'below-middle'
  | 'middle'
  | 'above-middle'
  | 'highest-fifth'
  | 'highest-tenth';
/** Absent where too few devices measured, or the direction was not. */
export type Standings = Partial<Record<Direction, Spread>>;

/** What a measurement must tell to be set beside others. */
export type Place = {
  provinceCode: string | undefined;
  access: 'mobile' | 'fixed' | undefined;
  pointId: string | undefined;
};

const DAY_MS = 86_400_000;

/** The last 30 days are what is compared with: what is older belongs to another time. */
export function isRecent(startedAt: string, nowMs: number): boolean {
  return nowMs - Date.parse(startedAt) < 30 * DAY_MS;
}

/** Absent where the cell does not tell its percentiles and a median with its interval. */
export function spreadOf({ p10, p20, p80, p90, median, devices }: StatisticsCell): Spread | undefined {
  if (p10 === undefined || p20 === undefined || p80 === undefined || p90 === undefined) return undefined;
  if (median?.value === undefined || median.interval === undefined) return undefined;
  return { p10, p20, median: { value: median.value, ...median.interval }, p80, p90, devices };
}

/** A rate within the median's interval is not told apart from the middle. */
export function partOf(rateMbps: number, { p10, p20, median, p80, p90 }: Spread): Part {
  if (rateMbps < p10) return 'lowest-tenth';
  if (rateMbps < p20) return 'lowest-fifth';
  if (rateMbps >= p90) return 'highest-tenth';
  if (rateMbps >= p80) return 'highest-fifth';
  if (rateMbps >= median.low && rateMbps <= median.high) return 'middle';
  return rateMbps < median.value ? 'below-middle' : 'above-middle';
}

/** Asks the hub for both directions; empty where the measurement tells no province or access, or the hub no figures. */
export async function askStandings(get: typeof fetch, place: Place): Promise<Standings> {
  const { provinceCode, access, pointId } = place;
  if (provinceCode === undefined || access === undefined) return {};
  const points = await ask<{ points: PublicPoint[] }>(get, '/api/v1/points');
  const kind = points?.points.find(({ id }) => id === pointId)?.networkKind;
  const directions = ['download', 'upload'] as const;
  const found = await Promise.all(
    directions.map(async (direction) => {
      const query = new URLSearchParams({ indicator: direction, province: provinceCode, access });
      const answer = await ask<StatisticsAnswer>(get, `/api/v1/statistics?${query}`);
      const cell = answer?.totals.find(({ networkKind }) => networkKind === kind);
      return [direction, cell && spreadOf(cell)] as const;
    }),
  );
  return Object.fromEntries(found.filter(([, spread]) => spread !== undefined));
}

/** Guarantee: `T` is the answer's shape in the API's document, which the hub's own tests hold. */
async function ask<T>(get: typeof fetch, path: string): Promise<T | undefined> {
  const answer = await get(path).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as T) : undefined;
}
