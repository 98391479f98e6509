// The questions that pages and the API ask, over the months that the generator fills.
import type { Question, Warehouse } from '../../packages/warehouse/src/index.ts';

export interface Asked {
  readonly name: string;
  readonly ask: (warehouse: Warehouse) => Promise<unknown>;
  /** Asked of raw rows too, before anything is built. */
  readonly isAskedRaw?: true;
}

const at = (day: string) => Date.parse(`${day}T00:00:00+07:00`);
/** What every request to the API has unless it says otherwise. */
export const everyRequest = {
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  areas: 'successors',
  trigger: 'manual',
} as const;
const common = { ...everyRequest, quantity: 'download' } as const;

/** `last` is the generator's last month, `YYYY-MM`; all months end with it. */
export function questions(last: string, months: number): Asked[] {
  const [year = 0, month = 0] = last.split('-').map(Number);
  const first = (back: number) => {
    const months = year * 12 + month - 1 - back;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  };
  const span = (back: number, length: number) => ({ fromMs: at(first(back)), untilMs: at(first(back - length)) });
  const lastMonth = span(0, 1);
  const twelveMonths = Array.from({ length: 12 }, (_, i) => ({
    month: first(11 - i).slice(0, 7),
    ...span(11 - i, 1),
  }));
  const days = (from: number, until: number) => ({
    fromMs: lastMonth.fromMs + from * 86_400_000,
    untilMs: lastMonth.fromMs + until * 86_400_000,
  });
  const cells = (name: string, question: Omit<Question, keyof typeof common>, isAskedRaw?: true): Asked => ({
    name,
    ask: (warehouse) => warehouse.cells({ ...common, ...question }),
    ...(isAskedRaw && { isAskedRaw }),
  });
  const bothOperators = (name: string, question: Omit<Question, keyof typeof common>): Asked => ({
    name,
    ask: (warehouse) =>
      Promise.all(
        ['operator-0', 'operator-1'].map((operator) => warehouse.cells({ ...common, ...question, operator })),
      ),
  });
  return [
    cells('last month, total', lastMonth, true),
    cells('last month by province', { ...lastMonth, groupBy: 'province' }, true),
    cells('last month by operator, mobile', { ...lastMonth, groupBy: 'operator', access: 'mobile' }),
    cells('last month by technology, one province', { ...lastMonth, groupBy: 'technology', provinceCode: '05' }),
    cells('last month by commune, one province', { ...lastMonth, groupBy: 'commune', provinceCode: '05' }),
    cells('all months by month', { ...span(months - 1, months), groupBy: 'month' }),
    cells('all months by month, one province', { ...span(months - 1, months), groupBy: 'month', provinceCode: '05' }),
    cells('all months by month, one operator, mobile', {
      ...span(months - 1, months),
      groupBy: 'month',
      operator: 'operator-0',
      access: 'mobile',
    }),
    cells('all months by month, one operator in one province', {
      ...span(months - 1, months),
      groupBy: 'month',
      operator: 'operator-0',
      provinceCode: '05',
    }),
    cells('all months by month, one commune', { ...span(months - 1, months), groupBy: 'month', communeCode: '00400' }),
    cells('all months by month, one technology', {
      ...span(months - 1, months),
      groupBy: 'month',
      technology: '4g',
    }),
    cells('twelve months as a whole', span(11, 12)),
    cells('all months as a whole', span(months - 1, months)),
    cells('twelve months by province', { ...span(11, 12), groupBy: 'province' }),
    cells('twelve months as a whole, one province', { ...span(11, 12), provinceCode: '05' }),
    bothOperators('two operators along twelve months', { ...span(11, 12), groupBy: 'month' }),
    bothOperators('two operators, twelve months as a whole', span(11, 12)),
    cells('30 days across two months by province', { ...days(-15, 15), groupBy: 'province' }),
    cells('10 days by province', { ...days(10, 20), groupBy: 'province' }),
    cells('7 days by day, one province', { ...days(10, 17), groupBy: 'day', provinceCode: '05' }),
    cells('last month by hour, one province', { ...lastMonth, groupBy: 'hour', provinceCode: '05' }),
    cells('last month by hour, mobile', { ...lastMonth, groupBy: 'hour', access: 'mobile' }),
    cells('last month by day', { ...lastMonth, groupBy: 'day' }),
    cells('last month by commune, mobile', { ...lastMonth, groupBy: 'commune', access: 'mobile' }),
    {
      name: 'last month, spread by technology, mobile',
      ask: (w) => w.histograms({ ...common, ...lastMonth, groupBy: 'technology', access: 'mobile' }),
    },
    { name: 'last month, share of failures', ask: (w) => w.shares({ ...common, ...lastMonth, quantity: 'failure' }) },
    { name: 'last month, what became of all', ask: (w) => w.tally({ ...everyRequest, ...lastMonth }) },
    {
      name: 'all months, what became of all',
      ask: (w) => w.tally({ ...everyRequest, ...span(months - 1, months) }),
    },
    {
      name: 'last month, counts of one province by commune',
      ask: (w) => w.areaCounts({ ...common, ...lastMonth, provinceCode: '05' }),
    },
    {
      name: 'changes along twelve months, mobile',
      ask: (w) => w.changeSeries({ ...common, access: 'mobile', scale: 'log', months: twelveMonths }),
    },
    {
      name: 'last month, modelled communes of one province',
      ask: (w) =>
        w.modelledCommunes(
          { ...common, ...lastMonth, provinceCode: '05', networkKind: 'exchange', within: 'access' },
          { random: Math.random, keepDevices: [6, 19], heldOutDevices: 40 },
        ),
    },
  ];
}
