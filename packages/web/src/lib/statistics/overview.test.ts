import { expect, it } from 'vitest';
import { domesticKind, monthsUntil, questionPath, readOverview, sharedKind, writeOverview } from './overview.ts';
import { readPlace, writePlace } from './place.ts';

const read = (address: string) => readOverview(new URLSearchParams(address), '2026-11');

it('an address that says nothing is the country’s mobile networks in the month before this one', () => {
  expect(read('')).toEqual({
    place: { level: 'country' },
    access: 'mobile',
    month: '2026-10',
    trend: 'year',
    kind: undefined,
  });
});

it('an overview stands whole in its address', () => {
  const address = 'place=commune-09556&access=fixed&month=2025-07&trend=full&kind=exchange';
  expect(writeOverview(read(address))).toBe(address);
});

it('a month that is still to come, or before i-Speed’s first, is not shown', () => {
  expect(read('month=2026-12').month).toBe('2026-10');
  expect(read('month=2024-12').month).toBe('2026-10');
});

it('a question is asked of the place, its access and the days of its month', () => {
  expect(questionPath(read('place=operator-viettel&month=2026-02'), 'hour')).toBe(
    '/api/v1/statistics?indicator=download&groupBy=hour&operator=viettel&access=mobile&from=2026-02-01&to=2026-02-28',
  );
});

it('the trend ends with the month and begins eleven months before, or with the first month', () => {
  expect(questionPath(read('month=2026-02'), 'trend')).toContain('from=2025-03-01&to=2026-02-28');
  expect(questionPath(read('month=2026-02&trend=full'), 'trend')).toContain('from=2025-01-01&to=2026-02-28');
});

it('months to choose from go back to the first', () => {
  expect(monthsUntil('2025-03')).toEqual(['2025-03', '2025-02', '2025-01']);
});

it('the page stands for the kind of point inside the country with the most measurements, never for one abroad', () => {
  const cells = [{ networkKind: 'abroad' as const, n: 9 }, { networkKind: 'exchange' as const, n: 2 }, { n: 8 }];
  expect(domesticKind(cells, undefined)).toBe('exchange');
  expect(domesticKind(cells, 'hosting')).toBe('hosting');
  expect(domesticKind([], undefined)).toBeUndefined();
});

it('a place is read as it was written; no place is the country, and what is none is not taken for it', () => {
  for (const text of ['province-01', 'commune-09556', 'operator-viettel'])
    expect(writePlace(readPlace(text))).toBe(text);
  for (const text of ['', 'country']) expect(readPlace(text)).toEqual({ level: 'country' });
  for (const text of ['province-x', 'x']) expect(readPlace(text)).toEqual({ level: 'operator', code: text });
});

it('two places are compared by the kind of point that both have, even where one has more of another', () => {
  const first = [
    { networkKind: 'on-net', n: 900 },
    { networkKind: 'exchange', n: 300 },
    { networkKind: 'abroad', n: 500 },
  ] as const;
  const second = [
    { networkKind: 'exchange', n: 80 },
    { networkKind: 'abroad', n: 500 },
  ] as const;
  expect(sharedKind(first, second, undefined)).toBe('exchange');
  expect(sharedKind(first, [...second, { networkKind: 'on-net', n: 90 }], undefined)).toBe('on-net');
  expect(sharedKind(first, second, 'hosting')).toBe('hosting');
  expect(sharedKind(first, [], undefined)).toBeUndefined();
});
