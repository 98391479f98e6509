import { describe, expect, it } from 'vitest';
import { linkFaults, meanRateMbps } from '../link-spec.ts';
import { isAsExpected } from './scenario.ts';
import { scenarioNamed, scenarios } from './table.ts';

describe('scenarios', () => {
  it('are at least 30, each with a name of its own and a link that can be built', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(30);
    expect(new Set(scenarios.map((one) => one.name)).size).toBe(scenarios.length);
    for (const one of scenarios) expect(linkFaults(one.link), one.name).toEqual([]);
  });

  it('say of each direction what must come out, by which formula, how closely and why', () => {
    for (const one of scenarios)
      for (const { payloadMbps, formula, tolerance } of [one.down, one.up]) {
        expect(payloadMbps, one.name).toBeGreaterThan(0);
        expect(formula, one.name).toMatch(/1448\/1500|1428\/1500/);
        expect(tolerance.why.length, one.name).toBeGreaterThan(20);
        expect(Math.min(tolerance.belowRatio, tolerance.aboveRatio), one.name).toBeGreaterThan(0);
      }
  });

  it('span the axes that the project is judged on', () => {
    const rates = scenarios.flatMap((one) => [one.link.down, one.link.up]).map((path) => meanRateMbps(path.rateMbps));
    const steady = scenarios.filter((one) => one.group === 'steady');
    const queues = scenarios.map((one) => one.link.down.queueMs ?? 100);
    const losses = scenarios.map((one) => one.link.down.lossRatio ?? 0);
    expect(Math.min(...rates)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...rates)).toBe(1_000);
    expect(Math.min(...steady.map((one) => one.idleRttMs))).toBe(4);
    expect(Math.max(...steady.map((one) => one.idleRttMs))).toBeGreaterThanOrEqual(300);
    expect([Math.min(...queues), Math.max(...queues)]).toEqual([20, 1_000]);
    expect([Math.min(...losses), Math.max(...losses)]).toEqual([0, 0.03]);
    expect(steady.some((one) => meanRateMbps(one.link.down.rateMbps) / meanRateMbps(one.link.up.rateMbps) === 20)).toBe(
      true,
    );
    expect(steady.some((one) => one.family === 6)).toBe(true);
    for (const group of ['policed', 'shared', 'trouble'])
      expect(scenarios.filter((one) => one.group === group).length, group).toBeGreaterThanOrEqual(4);
    expect(scenarios.filter((one) => one.group === 'variable').length).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['four-g', (20 * 1_448) / 1_500, (8 * 1_448) / 1_500, '20 × 1448/1500'],
    ['ipv6-only', (50 * 1_428) / 1_500, (20 * 1_428) / 1_500, '50 × 1428/1500'],
    ['policed-5', (5 * 1_448) / 1_500, (50 * 1_448) / 1_500, '5 × 1448/1500'],
    ['constant-neighbour', (30 * 1_448) / 1_500, (20 * 1_448) / 1_500, '(50 - 20 × 1) × 1448/1500'],
  ])('%s follows from its link', (name, down, up, formula) => {
    const one = scenarioNamed(name);
    expect(one.down.payloadMbps).toBeCloseTo(down, 9);
    expect(one.up.payloadMbps).toBeCloseTo(up, 9);
    expect(one.down.formula).toBe(formula);
  });

  it('allow exactly what the tolerance says', () => {
    const { down } = scenarioNamed('policed-10');
    expect(isAsExpected(down, down.payloadMbps * 0.91)).toBe(true);
    expect(isAsExpected(down, down.payloadMbps * 0.89)).toBe(false);
    expect(isAsExpected(down, down.payloadMbps * 1.09)).toBe(true);
    expect(isAsExpected(down, down.payloadMbps * 1.11)).toBe(false);
  });

  it('names what there is when asked for what there is not', () => {
    expect(() => scenarioNamed('warp')).toThrow(/no scenario "warp"; there are half-megabit, one-megabit/);
  });
});
