import { hexagonAnswer } from '@i-speed/spec';
import { getResolution, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';

const nowMs = Date.parse('2026-11-21T04:00:00.000Z');
/** Hồ Hoàn Kiếm, and a place 90 km from it, in another cell of the coarsest kind. */
const lake = { latitude: 21.0287, longitude: 105.8524 };
const far = { latitude: 21.0287, longitude: 106.72 };
const south = { latitude: 10.78, longitude: 106.7 };
let hub: TestHub;

/** Thirty devices at the lake, six in the south, five elsewhere, one that tells no position. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  for (let device = 1; device <= 42; device += 1) {
    const base = submissionAt(nowMs - device * 60_000, {
      client: { kind: 'web', version: '1', installId: installId(device) },
      access: { kind: 'mobile', kindFrom: 'user' },
      ...(device <= 41 && { position: { ...placeOf(device), accuracyM: 15, source: 'gps' as const } }),
    });
    const rateMbps = 100 + 10 * device;
    const download = base.download && { ...base.download, rateMbps, bytes: rateMbps * 125_000 * 2 };
    await hub.post(
      '/api/v1/measurements',
      await withReceipt({ ...base, ...(download && { download }) }, hub.pointKey, {
        clientPrefix: `27.64.${device}.0/24`,
      }),
    );
  }
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

function placeOf(device: number) {
  return device <= 30 ? lake : device <= 36 ? south : far;
}

async function ask(query: string) {
  const answer = await hub.get(`/api/v1/statistics/hexagons?${query}`);
  expect(answer.status).toBe(200);
  return hexagonAnswer.parse(await answer.json());
}

test.each([3, 4, 5, 6, 7])(
  'at resolution %i a cell of thirty devices tells its median, one of six that it was measured, one of five nothing',
  async (resolution) => {
    const { hexagons, withheld, unplaced, leastDevices } = await ask(`resolution=${resolution}`);
    const cell = latLngToCell(lake.latitude, lake.longitude, resolution);
    expect(cell).not.toBe(latLngToCell(far.latitude, far.longitude, resolution));
    expect([leastDevices, withheld, unplaced]).toEqual([6, 1, 1]);
    const found = hexagons.find(({ id }) => id === cell);
    // Thirty values, 110 to 400: the median is (250 + 260) / 2.
    expect(found).toMatchObject({ n: 30, devices: 30, median: { value: 255 } });
    expect(hexagons.filter(({ id }) => id !== cell)).toMatchObject([
      { n: 6, devices: 6, median: { withheld: 'few-devices', missingDevices: 24 } },
    ]);
    expect(found?.boundary).toHaveLength(6);
    expect(getResolution(found?.id ?? '')).toBe(resolution);
  },
);

test('a cell is named by the commune around its middle', async () => {
  const { hexagons } = await ask('resolution=7');
  expect(hexagons.map(({ provinceName, networkKind }) => [provinceName, networkKind]).sort()).toEqual([
    ['Thành phố Hà Nội', 'exchange'],
    ['Thành phố Hồ Chí Minh', 'exchange'],
  ]);
  for (const { name } of hexagons) expect(name).toMatch(/^Phường /);
});

test('other filters ask for other measurements; as CSV a row a cell', async () => {
  expect((await ask('access=fixed')).hexagons).toEqual([]);
  expect((await ask('networkKind=abroad')).hexagons).toEqual([]);
  const csv = await (await hub.get('/api/v1/statistics/hexagons?format=csv&resolution=6')).text();
  expect(csv.trim().split(/\r?\n/)).toHaveLength(3);
});

test('a resolution finer than 7 is refused', async () => {
  expect((await hub.get('/api/v1/statistics/hexagons?resolution=8')).status).toBe(422);
});

test('more than 92 days are refused, told with every other fault; 92 are answered', async () => {
  expect((await hub.get('/api/v1/statistics/hexagons?from=2026-08-22&to=2026-11-21')).status).toBe(200);
  const refused = await hub.get('/api/v1/statistics/hexagons?from=2026-08-21&to=2026-11-21&operator=nobody');
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    faults: [
      { path: 'query.from', message: '93 days are asked, at most 92 are answered here; ask for a shorter period' },
      { path: 'query.operator' },
    ],
  });
});
