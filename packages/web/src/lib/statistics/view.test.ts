import { expect, it } from 'vitest';
import { apiPath, isOfficialMonth, picturePath, readView, spans, viewHref } from './view.ts';

const view = readView(
  new URLSearchParams('indicator=upload&groupBy=operator&access=mobile&sort=median&from=2026-11-01'),
);

it('an address becomes a view, and the view the same question', () => {
  expect(apiPath(view)).toBe('/api/v1/statistics?indicator=upload&groupBy=operator&access=mobile&from=2026-11-01');
});

it('one technology stands as one word in the address, and as two filters in the question', () => {
  const wifi = readView(new URLSearchParams('access=wifi'));
  expect(viewHref(wifi, {})).toBe('?indicator=download&groupBy=day&access=wifi&sort=key');
  expect(apiPath(wifi)).toBe('/api/v1/statistics?indicator=download&groupBy=day&access=fixed&technology=wifi');
});

it('a view has its picture, of one kind of point', () => {
  expect(picturePath(view, 'exchange', 'en', 'png')).toBe(
    '/api/v1/statistics/picture?indicator=upload&groupBy=operator&access=mobile&networkKind=exchange&from=2026-11-01&format=png&lang=en',
  );
});

it('a link keeps the rest of the view, sorting included', () => {
  expect(viewHref(view, { access: undefined, sort: 'n' })).toBe(
    '?indicator=upload&groupBy=operator&from=2026-11-01&sort=n',
  );
});

it('what an address says wrongly is left out, so that it never reaches the API', () => {
  const wrong = readView(new URLSearchParams('indicator=x&groupBy=&province=%27&operator=A%20B&from=yesterday'));
  expect(apiPath(wrong)).toBe('/api/v1/statistics?indicator=download&groupBy=day');
});

it('spans end on the last day and hold so many days', () => {
  expect(spans('2026-03-01')[0]).toEqual({ days: 30, from: '2026-01-31', to: '2026-03-01' });
});

it('the official number is asked of one kind of access in at most a month', () => {
  expect(isOfficialMonth(view, { from: '2026-10-01', to: '2026-10-31' })).toBe(true);
  expect(isOfficialMonth(view, { from: '2026-10-01', to: '2026-11-01' })).toBe(false);
  expect(isOfficialMonth({ ...view, access: undefined }, { from: '2026-10-01', to: '2026-10-31' })).toBe(false);
});
