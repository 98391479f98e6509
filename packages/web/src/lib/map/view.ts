// A view of the map stands whole in its address: what is shown, when, of whom, and where one looks.
import { addDays, addMonths } from '@i-speed/statistics';
import { type Network, networkFilter, networks } from '#lib/statistics/network.ts';

export const measures = ['download', 'upload', 'latency'] as const;
export const kinds = ['on-net', 'exchange', 'hosting', 'abroad'] as const;
export const accesses: readonly (Network | 'all')[] = [...networks, 'all'];
export const levels = ['auto', 'province', 'commune', 'hexagon'] as const;
export type Level = (typeof levels)[number];
export type Measure = (typeof measures)[number];
export type Kind = (typeof kinds)[number];

/** Centre in degrees and MapLibre's zoom. */
export type Camera = { latitude: number; longitude: number; zoom: number };

export type MapView = {
  measure: Measure;
  /** Networks measured: all, the mobile or the fixed ones, or those of one technology. */
  access: Network | 'all';
  /** The one operator whose measurements are shown; absent: all. */
  operator?: string | undefined;
  /** The last so many days, or a calendar month `YYYY-MM`. */
  period: string;
  /** `auto`: communes from a certain zoom on; `hexagon`: H3 cells of positions, finer as one zooms. */
  level: Level;
  /** Where the points stood that were measured against; the kind with most measurements where absent. */
  kind?: Kind | undefined;
  /** Code of the province whose communes the table lists. */
  province?: string | undefined;
  /** Whether measurement points are marked. */
  points: 'yes' | 'no';
  /** Whether reported places without signal are marked. */
  spots: 'yes' | 'no';
  at?: Camera | undefined;
};

/** Spans that end today; their names stand in the address. */
const spanDays: Readonly<Record<string, number>> = { '30d': 30, '90d': 90, '365d': 365 };
/** The longest of them whose hexagons the API tells. */
const LONGEST_OF_HEXAGONS = '90d';

/** The spans that a level is shown of, in days. */
export function spansOf(level: Level): Readonly<Record<string, number>> {
  const longest = spanDays[LONGEST_OF_HEXAGONS] ?? 0;
  if (level !== 'hexagon') return spanDays;
  return Object.fromEntries(Object.entries(spanDays).filter(([, days]) => days <= longest));
}

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
const PROVINCE = /^\d{2}$/;
const OPERATOR = /^[a-z0-9-]{1,64}$/;
const CAMERA = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/;

/** The view of an address; what it does not say, or says wrongly, is the default. */
export function readMapView(query: URLSearchParams): MapView {
  const period = query.get('period') ?? '';
  const province = query.get('province') ?? '';
  const operator = query.get('operator') ?? '';
  const level = pick(query.get('level'), levels) ?? 'auto';
  return {
    measure: pick(query.get('measure'), measures) ?? 'download',
    access: pick(query.get('access'), accesses) ?? 'mobile',
    operator: OPERATOR.test(operator) ? operator : undefined,
    period: readPeriod(period, level),
    level,
    kind: pick(query.get('kind'), kinds),
    province: PROVINCE.test(province) ? province : undefined,
    points: pick(query.get('points'), ['yes', 'no']) ?? 'no',
    spots: pick(query.get('spots'), ['yes', 'no']) ?? 'no',
    at: readCamera(query.get('at')),
  };
}

/** Address, relative to the page, of a view that differs in some parts; defaults are left out. */
export function mapHref(view: MapView, change: Partial<MapView> = {}): string {
  const { at, ...words } = { ...view, ...change };
  const defaults: Record<string, unknown> = readMapView(new URLSearchParams());
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(words))
    if (value !== undefined && value !== defaults[name]) query.set(name, value);
  if (at !== undefined) query.set('at', cameraText(at));
  return `?${query}`;
}

/** As it stands in the address: a hundred metres are enough. */
export function cameraText({ latitude, longitude, zoom }: Camera): string {
  return `${latitude.toFixed(3)},${longitude.toFixed(3)},${zoom.toFixed(1)}`;
}

/** First and last day of a view's period, where `today` is the country's. */
export function periodOf({ period }: MapView, today: string): { from: string; to: string } {
  const days = spanDays[period];
  if (days !== undefined) return { from: addDays(today, 1 - days), to: today };
  return { from: `${period}-01`, to: addDays(`${addMonths(period, 1)}-01`, -1) };
}

/** True where the official number of measurements a month can be asked: one kind of access as a whole, of all operators, at most one month. */
export function isOfficialMonth({ access, operator, period }: MapView): boolean {
  return (
    operator === undefined && (access === 'mobile' || access === 'fixed') && (period === '30d' || MONTH.test(period))
  );
}

/** Path of the API's answer for the areas of one level, of the country or of one province. */
export function areasPath(view: MapView, today: string, groupBy: 'province' | 'commune', province?: string): string {
  const { from, to } = periodOf(view, today);
  const query = new URLSearchParams({ indicator: view.measure, groupBy, from, to, ...whoseFilter(view) });
  if (province !== undefined) query.set('province', province);
  return `/api/v1/statistics?${query}`;
}

/** What is asked of the API for a choice of networks and of an operator: nothing for all of them. */
export function whoseFilter({ access, operator }: MapView): Record<string, string> {
  return { ...(access !== 'all' && networkFilter(access)), ...(operator !== undefined && { operator }) };
}

/** A span too long for the level is the longest that it has. */
function readPeriod(text: string, level: Level): string {
  if (Object.hasOwn(spansOf(level), text) || MONTH.test(text)) return text;
  return Object.hasOwn(spanDays, text) ? LONGEST_OF_HEXAGONS : '30d';
}

function readCamera(text: string | null): Camera | undefined {
  const [, latitude, longitude, zoom] = (CAMERA.exec(text ?? '') ?? []).map(Number);
  if (latitude === undefined || longitude === undefined || zoom === undefined) return undefined;
  const isOnEarth = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom <= 20;
  return isOnEarth ? { latitude, longitude, zoom } : undefined;
}

function pick<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}
