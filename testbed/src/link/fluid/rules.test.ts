import { describe, expect, it } from 'vitest';
import { cellularTrace } from '../trace/kinds.ts';
import type { FluidLink } from './fluid-link.ts';
import type { JudgedWindow } from './judge.ts';
import { judge, minuteTruthMbps, score } from './judge.ts';
import { pulseRule } from './pulse-rule.ts';
import { cloudflareRule, floodRule, libreSpeedRule } from './rules.ts';
import { runPolicy } from './run-policy.ts';

const payload = 1_448 / 1_500;

function line(downMbps: number, upMbps: number, rttMs = 40, queueMs = 100): FluidLink {
  const common = { delayMs: rttMs / 2, queueMs };
  return { down: { rateMbps: downMbps, ...common }, up: { rateMbps: upMbps, ...common } };
}

describe('on a steady line', () => {
  it('a flood of 10 s each way costs its rate times 20 s and falls short by its start', () => {
    const run = runPolicy(line(20, 8), floodRule({ connections: 4 }), { startMs: 0 });
    expect(run.wallMs).toBeGreaterThan(20_000);
    expect(run.wallMs).toBeLessThan(21_000);
    const [down = 0, up = 0] = [run.result.downMbps, run.result.upMbps];
    expect(down / (20 * payload)).toBeLessThan(1);
    expect(down / (20 * payload)).toBeGreaterThan(0.98);
    expect(up / (8 * payload)).toBeLessThan(1);
    expect(up / (8 * payload)).toBeGreaterThan(0.97);
    expect(run.downBytes / ((20 * payload * 1e6 * 10) / 8)).toBeCloseTo(1, 1);
  });

  it('the start costs a flood more, the longer the round trip', () => {
    const short = runPolicy(line(100, 50, 20), floodRule(), { startMs: 0 }).result.downMbps ?? 0;
    const long = runPolicy(line(100, 50, 300), floodRule(), { startMs: 0 }).result.downMbps ?? 0;
    expect(short / (100 * payload)).toBeGreaterThan(0.97);
    expect(long / (100 * payload)).toBeLessThan(0.92);
  });

  it('LibreSpeed reads 6 % too much', () => {
    const { result, wallMs } = runPolicy(line(20, 8), libreSpeedRule(), { startMs: 0 });
    expect((result.downMbps ?? 0) / (20 * payload)).toBeCloseTo(1.06, 2);
    expect((result.upMbps ?? 0) / (8 * payload)).toBeCloseTo(1.06, 1);
    // Each 200 ms at 2.41 MB/s shorten the 15 s by 121 ms: about 9.4 s after the grace, each way (upload 3 s grace, 48 ms).
    expect(wallMs).toBeGreaterThan(22_000);
    expect(wallMs).toBeLessThan(28_000);
  });

  it('Cloudflare takes the 90th percentile of single requests, which lack their first round trip', () => {
    const { result, downBytes } = runPolicy(line(20, 8), cloudflareRule(), { startMs: 0 });
    expect((result.downMbps ?? 0) / (20 * payload)).toBeGreaterThan(0.95);
    expect((result.downMbps ?? 0) / (20 * payload)).toBeLessThan(1.01);
    // 10 MB take 4.1 s here, more than one, so the ladder ends with them: 10×0.1 + 8×1 + 6×10 MB.
    expect(downBytes / 69e6).toBeCloseTo(1, 3);
  });

  it('pulses read the rate within 2 % for a fifth of the bytes of a flood', () => {
    const pulses = runPolicy(line(20, 8), pulseRule({ pulses: 4, lengthMs: 500, periodMs: 1_500 }), { startMs: 0 });
    const flood = runPolicy(line(20, 8), floodRule(), { startMs: 0 });
    expect(Math.abs((pulses.result.downMbps ?? 0) / (20 * payload) - 1)).toBeLessThan(0.02);
    expect(Math.abs((pulses.result.upMbps ?? 0) / (8 * payload) - 1)).toBeLessThan(0.02);
    expect(pulses.downBytes / flood.downBytes).toBeLessThan(0.25);
  });
});

describe('the model', () => {
  it('fills a deep buffer with CUBIC and leaves most of it empty with one BBR', () => {
    const loaded = (control: 'bbr' | 'cubic') => {
      let mostMs = 0;
      const link: FluidLink = { ...line(20, 8, 40, 500), congestion: { down: control } };
      runPolicy(
        link,
        {
          step: ({ nowMs, rttMs }) => {
            if (nowMs > 3_000) mostMs = Math.max(mostMs, rttMs - 40);
            return nowMs < 12_000 ? { down: { connections: 1 }, up: { connections: 0 } } : 'finish';
          },
          result: () => ({}),
        },
        { startMs: 0 },
      );
      return mostMs;
    };
    expect(loaded('cubic')).toBeGreaterThan(300);
    expect(loaded('cubic')).toBeLessThanOrEqual(501);
    // One bandwidth-delay product above the pipe is the most that BBR's window allows.
    expect(loaded('bbr')).toBeLessThanOrEqual(41);
  });

  it('loses nothing over a gap and starts again by itself', () => {
    const link = line(20, 8);
    const gap: FluidLink = { ...link, down: { ...link.down, outages: [{ fromMs: 1_000, toMs: 3_000, kind: 'hold' }] } };
    const { down, result } = runPolicy(gap, floodRule({ durationMs: 8_000, connections: 3 }), { startMs: 0 });
    const during = down.filter(([ms]) => ms > 1_030 && ms <= 3_020);
    expect((during.at(-1)?.[1] ?? 0) - (during[0]?.[1] ?? 0)).toBe(0);
    // Six of eight seconds.
    expect((result.downMbps ?? 0) / (20 * payload)).toBeGreaterThan(0.72);
    expect((result.downMbps ?? 0) / (20 * payload)).toBeLessThan(0.751);
  });

  it('gives a policer its burst and then its rate', () => {
    const link = line(100, 50);
    const policed: FluidLink = {
      ...link,
      down: { ...link.down, bucket: { rateMbps: 5, burstBytes: 1e6, excess: 'drop' } },
    };
    const { downBytes } = runPolicy(policed, floodRule({ connections: 3 }), { startMs: 0 });
    const most = (1e6 + (5e6 / 8) * 10.2) * payload;
    expect(downBytes).toBeLessThanOrEqual(most);
    expect(downBytes).toBeGreaterThan(most * 0.9);
  });
});

describe('judge', () => {
  it('takes as truth the mean of the minute that begins with the measurement', () => {
    const rateMbps = [
      { ms: 30_000, mbps: 30 },
      { ms: 30_000, mbps: 10 },
      { ms: 60_000, mbps: 50 },
    ];
    expect(minuteTruthMbps({ rateMbps }, 4, 0)).toBeCloseTo(20 * payload, 9);
    expect(minuteTruthMbps({ rateMbps }, 4, 30_000)).toBeCloseTo(30 * payload, 9);
    const link: FluidLink = { down: { rateMbps, delayMs: 10 }, up: { rateMbps: 10, delayMs: 10 } };
    const [verdict] = judge(() => floodRule({ connections: 3 }), [{ link, startMs: 0 }]);
    // The first 10 s give 30 where the minute gives 20.
    expect(verdict?.downErrorRatio).toBeCloseTo(0.5, 1);
  });

  it('finds that spreading beats lengthening on links that drift', () => {
    const windows: JudgedWindow[] = Array.from({ length: 120 }, (_, seed) => ({
      link: {
        down: { rateMbps: cellularTrace('drift', seed, { meanMbps: 20 }), delayMs: 20, queueMs: 200 },
        up: { rateMbps: cellularTrace('drift', seed + 500, { meanMbps: 8 }), delayMs: 20, queueMs: 200 },
      },
      startMs: seed * 1_000,
    }));
    const flood = score(
      judge(() => floodRule({ connections: 3 }), windows),
      'down',
    );
    const spread = score(
      judge(() => pulseRule({ pulses: 6, lengthMs: 600, periodMs: 7_000 }), windows),
      'down',
    );
    expect(spread.n).toBe(120);
    expect(spread.meanBytes).toBeLessThan(flood.meanBytes / 2);
    expect(spread.medianErrorRatio).toBeLessThan(flood.medianErrorRatio);
    expect(spread.p90ErrorRatio).toBeLessThan(flood.p90ErrorRatio);
  });

  it('counts windows without a figure apart', () => {
    const window = { link: line(20, 8), startMs: 0 };
    const silent = { step: () => 'finish' as const, result: () => ({ downMbps: 20 * payload }) };
    const verdicts = judge(() => silent, [window]);
    expect(score(verdicts, 'down')).toMatchObject({ n: 1, failed: 0, medianErrorRatio: 0, meanBytes: 0 });
    expect(() => score(verdicts, 'up')).toThrow('no window gave a figure');
  });
});
