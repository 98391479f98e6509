// A view of the statistics stands whole in its address: read from it, and written back for every link.
import { addDays } from '@i-speed/statistics';
import { type Grouping, groupings, type Indicator, indicators, type NetworkKind, type Sort, sorts } from './answer.ts';
import { type Network, networkFilter, networks } from './network.ts';

export type View = {
  indicator: Indicator;
  groupBy: Grouping;
  sort: Sort;
  access?: Network | undefined;
  networkKind?: NetworkKind | undefined;
  province?: string | undefined;
  operator?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

type Asked = View & { technology?: string | undefined };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AREA = /^\d{2,5}$/;
const SLUG = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const KINDS: readonly NetworkKind[] = ['on-net', 'exchange', 'hosting', 'abroad'];

/** What is asked of the API, in the order in which it stands in the address. */
const ASKED = [
  'indicator',
  'groupBy',
  'access',
  'technology',
  'networkKind',
  'province',
  'operator',
  'from',
  'to',
] as const;

/** The view of an address; what it does not say, or says wrongly, is the default. */
export function readView(query: URLSearchParams): View {
  return {
    indicator: pick(query.get('indicator'), indicators) ?? 'download',
    groupBy: pick(query.get('groupBy'), groupings) ?? 'day',
    sort: pick(query.get('sort'), sorts) ?? 'key',
    access: pick(query.get('access'), networks),
    networkKind: pick(query.get('networkKind'), KINDS),
    province: matching(query.get('province'), AREA),
    operator: matching(query.get('operator'), SLUG),
    from: matching(query.get('from'), DAY),
    to: matching(query.get('to'), DAY),
  };
}

/** Path of the API's answer to a view. */
export function apiPath(view: View): string {
  return `/api/v1/statistics?${write(asked(view), ASKED)}`;
}

/** Path of the picture of a view's groups, against points of one kind. */
export function picturePath(view: View, networkKind: NetworkKind, lang: 'vi' | 'en', format: 'svg' | 'png'): string {
  const query = write({ ...asked(view), networkKind }, ASKED);
  return `/api/v1/statistics/picture?${query}&${new URLSearchParams({ format, lang })}`;
}

/** Address, relative to the page, of a view that differs in some parts. */
export function viewHref(view: View, change: Partial<View>): string {
  return `?${write({ ...view, ...change }, [...ASKED, 'sort'])}`;
}

/** The spans of days that are one press away, each ending on the last day of the present one. */
export function spans(lastDay: string): { days: number; from: string; to: string }[] {
  return [30, 90, 365].map((days) => ({ days, from: addDays(lastDay, 1 - days), to: lastDay }));
}

/** True where the official number of measurements a month can be asked of a group: one kind of access as a whole, at most one month. */
export function isOfficialMonth(view: View, period: { from: string; to: string }): boolean {
  return (view.access === 'mobile' || view.access === 'fixed') && addDays(period.from, 31) > period.to;
}

/** The view in the filters of the API. */
function asked(view: View): Asked {
  return { ...view, technology: undefined, ...(view.access !== undefined && networkFilter(view.access)) };
}

function write(view: Asked, names: readonly (keyof Asked)[]): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = view[name];
    if (value !== undefined) query.set(name, value);
  }
  return query.toString();
}

function pick<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}

function matching(value: string | null, form: RegExp): string | undefined {
  return value !== null && form.test(value) ? value : undefined;
}
