import { expect, it } from 'vitest';
import { countAreas, type MapArea, textured } from './areas.ts';
import { askModelled, type Modelled, modelledPath, toldWithin, withModelled } from './modelled.ts';
import { readMapView } from './view.ts';

const area = (code: string, change: Partial<MapArea>): MapArea =>
  textured({ code, name: code, n: 9, devices: 9, countedN: 9, isShort: true, state: 'few', ...change });
const estimate = (code: string) => ({
  ...{ code, provinceCode: '01', name: code },
  modelled: { value: 45, interval: { low: 30, high: 67 }, devices: 9, ownShare: 0.4, communesInGroup: 30 },
});

it('an estimate stands where devices are missing for a median, never over a figure, a hidden area or an unmeasured one', () => {
  const areas = [
    area('00001', { missingDevices: 21 }),
    area('00002', {}),
    area('00003', { state: 'covered' }),
    area('00004', { state: 'figure', value: 80, low: 70, high: 90, classIndex: 4, isShort: false }),
    area('00005', { state: 'wide', low: 10, high: 90 }),
    area('00006', { state: 'none', n: 0, devices: 0 }),
    area('00007', { missingDevices: 20 }),
  ];
  const communes = areas.slice(0, 6).map(({ code }) => estimate(code));
  const told = withModelled(areas, { state: 'told', communes }, 'download');
  expect(told[0]).toMatchObject({
    ...{ state: 'modelled', texture: 'cross', value: 45, low: 30, high: 67, ownShare: 0.4, classIndex: 3 },
  });
  expect(told.slice(1)).toEqual(areas.slice(1));
  // Counted apart from those that were measured.
  expect(countAreas(told)).toEqual({
    ...{ classes: [0, 0, 0, 0, 1, 0, 0], modelled: 1, noFigure: 4, unmeasured: 1, short: 6, hatched: 0 },
  });
});

it.each([
  ['', true],
  ['access=fixed&measure=upload&period=2026-10', true],
  ['measure=latency', false],
  ['access=all', false],
  ['access=4g', false],
  ['operator=viettel', false],
  ['period=90d', false],
  ['level=hexagon', false],
])('of the view "%s" the model is asked: %s', (query, isAsked) => {
  const path = modelledPath(readMapView(new URLSearchParams(query)), '2026-11-21', 'exchange');
  expect(path !== undefined).toBe(isAsked);
  expect(modelledPath(readMapView(new URLSearchParams(query)), '2026-11-21', undefined)).toBeUndefined();
});

it('what stands in its place is told: not of this choice, not tried, withheld, or not to be had', async () => {
  const answering =
    (body: object, status = 200) =>
    async () =>
      new Response(JSON.stringify(body), { status });
  const answer = { backTest: { communes: 120, holds: true }, communes: [estimate('00001')] };
  expect(await askModelled(answering(answer), '/x')).toEqual({ state: 'told', communes: answer.communes });
  const untested = { ...answer, backTest: { communes: 12, holds: null } };
  expect(await askModelled(answering(untested), '/x')).toEqual({ state: 'untested', communes: answer.communes });
  const failed = { backTest: { communes: 120, coverage: 0.8, holds: false }, communes: [] };
  expect(await askModelled(answering(failed), '/x')).toEqual({ state: 'withheld', communes: [] });
  expect(await askModelled(answering({}, 503), '/x')).toEqual({ state: 'missing', communes: [] });
  expect(await askModelled(answering(answer), undefined)).toEqual({ state: 'unusable', communes: [] });
});

it('what comes in time is told, what does not is awaited, and awaited alters no area', async () => {
  const told: Modelled = { state: 'told', communes: [estimate('00001')] };
  expect(await toldWithin(1000, Promise.resolve(told))).toBe(told);
  const awaited = await toldWithin(1, new Promise(() => {}));
  expect(awaited.state).toBe('awaited');
  const areas = [area('00001', { missingDevices: 21 })];
  expect(withModelled(areas, awaited, 'download')).toEqual(areas);
});
