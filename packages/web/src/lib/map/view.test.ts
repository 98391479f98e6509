import { expect, it } from 'vitest';
import { hexagonsPath } from './hexagons.ts';
import { areasPath, isOfficialMonth, mapHref, periodOf, readMapView, spansOf } from './view.ts';

const read = (query: string) => readMapView(new URLSearchParams(query));

it('an address of a view leads back to the view', () => {
  const query =
    'measure=latency&access=fixed&operator=viettel&period=2025-09&level=commune&kind=abroad&province=01&points=yes&spots=yes&at=21.020,105.800,8.6';
  expect(Object.fromEntries(new URLSearchParams(mapHref(read(query))))).toEqual(
    Object.fromEntries(new URLSearchParams(query)),
  );
});

it('what an address says wrongly is the default, which is not written', () => {
  const wrong = read(
    'measure=speed&access=x&operator=VIET%20TEL&period=2025-13&level=village&kind=y&province=Hanoi&at=91,105,3&points=1',
  );
  expect(wrong).toEqual(read(''));
  expect(mapHref(wrong)).toBe('?');
});

it('one technology is asked of the API as such, of areas and of hexagons; the official number is not asked of it', () => {
  const view = read('access=4g');
  expect(mapHref(view)).toBe('?access=4g');
  expect(areasPath(view, '2026-11-21', 'province')).toBe(
    '/api/v1/statistics?indicator=download&groupBy=province&from=2026-10-23&to=2026-11-21&access=mobile&technology=4g',
  );
  expect(hexagonsPath(view, '2026-11-21', 'on-net', 5)).toBe(
    '/api/v1/statistics/hexagons?indicator=download&resolution=5&from=2026-10-23&to=2026-11-21&access=mobile&technology=4g&networkKind=on-net',
  );
  expect(isOfficialMonth(view)).toBe(false);
});

it('one operator is asked of the API, of areas and of hexagons; the official number is of all of them', () => {
  const view = read('operator=viettel');
  expect(areasPath(view, '2026-11-21', 'commune', '01')).toBe(
    '/api/v1/statistics?indicator=download&groupBy=commune&from=2026-10-23&to=2026-11-21&access=mobile&operator=viettel&province=01',
  );
  expect(hexagonsPath(view, '2026-11-21', undefined, 5)).toBe(
    '/api/v1/statistics/hexagons?indicator=download&resolution=5&from=2026-10-23&to=2026-11-21&access=mobile&operator=viettel',
  );
  expect(isOfficialMonth(view)).toBe(false);
});

it('a span ends today, a month on its last day', () => {
  expect(periodOf(read('period=30d'), '2026-11-21')).toEqual({ from: '2026-10-23', to: '2026-11-21' });
  expect(periodOf(read('period=2028-02'), '2028-03-05')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});

it('the official number is asked of one kind of access and at most a month', () => {
  expect(['', 'access=all', 'period=90d', 'period=2025-09'].map((query) => isOfficialMonth(read(query)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

it('the API is asked for the communes of a province alone where one is named', () => {
  expect(areasPath(read('access=all'), '2026-11-21', 'commune', '01')).toBe(
    '/api/v1/statistics?indicator=download&groupBy=commune&from=2026-10-23&to=2026-11-21&province=01',
  );
});

it('hexagons are of 90 days at most, which is all that the API tells; a month stays', () => {
  for (const period of ['constructor', 'toString', '0000-01', '2025-13'])
    expect(read(`period=${period}`).period).toBe('30d');
  expect(read('period=365d').period).toBe('365d');
  expect(read('period=365d&level=hexagon').period).toBe('90d');
  expect(read('period=2025-09&level=hexagon').period).toBe('2025-09');
  expect([Object.keys(spansOf('auto')), Object.keys(spansOf('hexagon'))]).toEqual([
    ['30d', '90d', '365d'],
    ['30d', '90d'],
  ]);
});
