import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskedHub } from '../../test/asked-hub.ts';
import type { TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openAskedHub();
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

test.each([
  ['indicator=speed', 'query.indicator'],
  ['groupBy=village', 'query.groupBy'],
  ['from=2026-02-30', 'query.from'],
  ['from=2026-11-02&to=2026-11-01', 'query.from'],
  ['groupBy=day&from=2020-01-01', 'query.from'],
  ['province=Hanoi', 'query.province'],
  ['totals=false', 'query.totals'],
  ['from=0001-01-01&to=0001-01-31', 'query.from query.to'],
  ['from=9999-12-01&to=9999-12-31', 'query.from query.to'],
  ['provnice=01', 'query.provnice'],
  ['target=0', 'query.target'],
  ['target=1e308', 'query.target'],
  ['target=0x10', 'query.target'],
  ['target=1e2', 'query.target'],
  ['target=%2040', 'query.target'],
  ['target=', 'query.target'],
])('%s is refused, naming %s', async (query, path) => {
  const answer = await hub.get(`/api/v1/statistics?${query}`);
  expect(answer.status).toBe(422);
  expect((await answer.json()).faults.map((fault: { path: string }) => fault.path)).toEqual(path.split(' '));
});

test('what would cost too much, or means nothing, is refused with the reason', async () => {
  const faults = async (query: string) => {
    const answer = await hub.get(`/api/v1/statistics?${query}`);
    expect(answer.status).toBe(422);
    return (await answer.json()).faults;
  };
  expect(await faults('groupBy=commune&from=2020-01-01&to=2026-01-01')).toEqual([
    {
      path: 'query.from',
      message: '2193 days are asked, at most 400 are answered here; ask for a shorter period or name a province',
    },
  ]);
  expect(await faults('indicator=loss&target=5')).toMatchObject([{ path: 'query.target' }]);
  expect(await faults('edition=2001-01-01')).toMatchObject([{ path: 'query.edition' }]);
});

test('a parameter given twice, and a period that has not begun, are called so', async () => {
  const faults = async (path: string) => (await (await hub.get(`/api/v1/${path}`)).json()).faults;
  const twice = 'is given more than once; give it once';
  expect(await faults('statistics?access=fixed&access=mobile&province=01&province=79')).toEqual([
    { path: 'query.access', message: twice },
    { path: 'query.province', message: twice },
  ]);
  const later = { path: 'query.from', message: 'lies in the future; today is 2026-11-21' };
  expect(await faults('statistics?from=2027-01-01')).toEqual([later]);
  expect(await faults('statistics?from=2030-01-01&to=2030-02-01')).toEqual([later]);
});

test.each(['operators', 'targets', 'contacts', 'points', 'publications'])(
  '%s refuses a parameter that it would not read',
  async (list) => {
    expect((await hub.get(`/api/v1/${list}`)).status).toBe(200);
    const answer = await hub.get(`/api/v1/${list}?colour=red`);
    expect([answer.status, (await answer.json()).faults]).toMatchObject([422, [{ path: 'query.colour' }]]);
  },
);

test('a code that names nothing is refused, and every fault is named at once', async () => {
  const paths = async (query: string) => {
    const answer = await hub.get(`/api/v1/statistics?${query}`);
    expect(answer.status).toBe(422);
    return (await answer.json()).faults.map((fault: { path: string }) => fault.path);
  };
  expect(await paths('province=99')).toEqual(['query.province']);
  expect(await paths('commune=99999&operator=nobody&totals=false')).toEqual([
    'query.totals',
    'query.operator',
    'query.commune',
  ]);
  // What cannot be read hides no other fault, but what would have to be judged with it.
  expect(await paths('from=x&province=99&operator=nobody&indicator=loss&target=5&provnice=01')).toEqual([
    'query.from',
    'query.provnice',
    'query.target',
    'query.operator',
    'query.province',
  ]);
  expect(await paths('edition=1&province=99&groupBy=x&totals=false')).toEqual(['query.groupBy', 'query.edition']);
  // Hà Giang was a province until the middle of 2025.
  const former = await (await hub.get('/api/v1/statistics?province=02')).json();
  expect(former.faults[0].message).toBe(
    'edition 2025-07-01 has no province 02; for Tỉnh Hà Giang as it was, add edition=2025-01-01&areas=own',
  );
  // The ward of Hoàn Kiếm lies in Hà Nội (01), not in Hồ Chí Minh City (79).
  expect(await paths('province=79&commune=00070')).toEqual(['query.commune']);
});
