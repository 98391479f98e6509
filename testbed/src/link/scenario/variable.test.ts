import { describe, expect, it } from 'vitest';
import type { JudgedWindow } from '../fluid/judge.ts';
import { judge, minuteTruthMbps, score } from '../fluid/judge.ts';
import { floodRule } from '../fluid/rules.ts';
import { cellularTrace, traceKindNames, traceKinds } from '../trace/kinds.ts';
import { rateOverTime } from '../trace/rate-over-time.ts';
import { beginLater } from './begin-later.ts';
import { scenarioNamed, scenarios } from './table.ts';

function windows(variability: 'moving' | 'wild'): JudgedWindow[] {
  const kinds = traceKindNames.filter((kind) => traceKinds[kind].variability === variability);
  const path = (kind: (typeof kinds)[number], seed: number, meanMbps: number) => ({
    rateMbps: cellularTrace(kind, seed, { meanMbps }),
    delayMs: 25,
    queueMs: 250,
  });
  return kinds.flatMap((kind) =>
    Array.from({ length: 30 }, (_, seed) => ({
      link: { down: path(kind, seed, 25), up: path(kind, seed + 1_000, 10) },
      startMs: seed * 3_000,
    })),
  );
}

describe('cellular scenarios', () => {
  it('are one for each kind of trace that moves', () => {
    const moving = traceKindNames.filter((kind) => traceKinds[kind].variability !== 'steady');
    const names = scenarios.filter((one) => one.group === 'variable').map((one) => one.name);
    expect(names).toEqual(moving.map((kind) => `cell-${kind}`));
  });

  it('begin at a later moment of their traces with the truth of the minute from there', () => {
    const now = scenarioNamed('cell-walk');
    const later = beginLater(now, 60_000);
    const trace = (one: typeof now) => rateOverTime(one.link.down.rateMbps);
    expect(later.down.payloadMbps).toBeCloseTo((trace(now).mean(60_000, 120_000) * 1448) / 1500, 9);
    expect(later.down.payloadMbps).not.toBeCloseTo(now.down.payloadMbps, 1);
    expect(trace(later).at(5_000)).toBe(trace(now).at(65_000));
    expect(beginLater(now, 0)).toBe(now);
  });

  it.each([
    ['moving', 'cell-walk'],
    ['wild', 'cell-drive'],
  ] as const)('of the %s kinds tolerate what nine of ten floods of 10 s achieve', (variability, name) => {
    const { p90ErrorRatio } = score(
      judge(() => floodRule({ connections: 6 }), windows(variability)),
      'down',
    );
    const { belowRatio, aboveRatio } = scenarioNamed(name).down.tolerance;
    expect(p90ErrorRatio).toBeLessThanOrEqual(belowRatio);
    expect(p90ErrorRatio).toBeGreaterThan(belowRatio - 0.1);
    expect(aboveRatio).toBe(belowRatio);
  });

  it('have their step within every minute', () => {
    for (const name of ['cell-step-down', 'cell-step-up']) {
      const { down } = scenarioNamed(name).link;
      const truths = [0, 7_000, 31_000].map((startMs) => minuteTruthMbps(down, 4, startMs));
      for (const truth of truths) expect(truth).toBeCloseTo(scenarioNamed(name).down.payloadMbps, 6);
    }
  });
});
