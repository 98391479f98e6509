import { expect, it } from 'vitest';
import { linkFaults, meanRateMbps } from '../link-spec.ts';
import { drawScenarios } from './drawn.ts';

const drawn = drawScenarios(7, 300);

it('draws links that can be built, the same for the same seed, however many', () => {
  for (const one of drawn) expect(linkFaults(one.link), one.about).toEqual([]);
  expect(drawScenarios(7, 3)).toEqual(drawn.slice(0, 3));
  expect(drawScenarios(8, 3).map(({ about }) => about)).not.toEqual(drawn.slice(0, 3).map(({ about }) => about));
  expect(new Set(drawn.map(({ about }) => about)).size).toBe(drawn.length);
});

it('draws over all rates and round trips, most of them plain', () => {
  const rates = drawn.map(({ link }) => meanRateMbps(link.down.rateMbps));
  const trips = drawn.map(({ idleRttMs }) => idleRttMs);
  for (const [low, high, of] of [
    [1, 3, rates],
    [3, 30, rates],
    [30, 600, rates],
    [4, 20, trips],
    [20, 100, trips],
    [100, 310, trips],
  ] as const)
    expect(of.filter((one) => one >= low && one <= high).length, `${low} to ${high}`).toBeGreaterThan(30);
  const groups = Map.groupBy(drawn, ({ group }) => group);
  expect(groups.get('steady')?.length).toBeGreaterThan(150);
  expect(groups.get('lossy')?.length).toBeGreaterThan(30);
  expect(groups.get('policed')?.length).toBeGreaterThan(15);
});
