import { describe, expect, it } from 'vitest';
import type { LinkSpec } from './link-spec.ts';
import { bufferBytes, linkFaults } from './link-spec.ts';
import { expectedPayloadMbps } from './payload.ts';
import { burstChances, emulatorSettings } from './settings.ts';

const place = {
  serverNamespace: 's',
  clientNamespace: 'c',
  device: 'lnk',
  journalFile: '/tmp/j',
  gridMs: 10,
  seconds: 60,
};

describe('emulatorSettings', () => {
  it('writes every setting of a direction on a line of its own', () => {
    const spec: LinkSpec = {
      down: {
        rateMbps: [
          { ms: 500, mbps: 10 },
          { ms: 500, mbps: 30 },
        ],
        delayMs: 20,
        jitterMs: 5,
        lossRatio: 0.01,
        queueMs: 50,
        burstLoss: { lossRatio: 0.02, meanBurstPackets: 4, lossInBurstRatio: 0.5 },
        bucket: { rateMbps: 5, burstBytes: 1e6, excess: 'drop' },
        outages: [{ fromMs: 1_000, toMs: 2_000, kind: 'hold' }],
        cross: { rateMbps: 4, onMs: 5_000, offMs: 1_000 },
        seed: 9,
      },
      up: { rateMbps: 8 },
    };
    expect(emulatorSettings(spec, place).split('\n')).toEqual([
      'server s',
      'client c',
      'device lnk',
      'journal /tmp/j',
      'grid 10',
      'seconds 60',
      'down step 500 10',
      'down step 500 30',
      'down delay 20',
      'down jitter 5',
      'down loss 0.01',
      // 50 ms at the mean of 20 Mbit/s.
      'down queue 125000',
      'down seed 9',
      // A share of 0.04 in bursts of 4: leave with 1/4, enter with 1/4 × 0.04/0.96.
      `down burst ${(0.25 * 0.04) / 0.96} 0.25 0.5`,
      'down bucket 5 1000000 drop',
      'down outage 1000 2000 hold',
      'down cross 4 5000 1000',
      'up step 1000 8',
      'up delay 0',
      'up jitter 0',
      'up loss 0',
      'up queue 100000',
      'up seed 1',
      '',
    ]);
  });

  it('sizes the buffer at the mean rate unless bytes are given', () => {
    expect(bufferBytes({ rateMbps: 8, queueMs: 250 })).toBe(250_000);
    expect(bufferBytes({ rateMbps: 8 })).toBe(100_000);
    expect(bufferBytes({ rateMbps: 8, queueMs: 250, queueBytes: 600_000 })).toBe(600_000);
  });

  it('turns a share and a mean length into chances whose stationary share is the one asked', () => {
    const { enter, leave, lossInBurst } = burstChances({ lossRatio: 0.03, meanBurstPackets: 8 });
    expect(1 / leave).toBe(8);
    expect((enter / (enter + leave)) * lossInBurst).toBeCloseTo(0.03, 12);
  });
});

describe('linkFaults', () => {
  it('is empty for the plainest link', () => {
    expect(linkFaults({ down: { rateMbps: 1 }, up: { rateMbps: 1 } })).toEqual([]);
  });

  it('names every fault at once, with its field', () => {
    const faults = linkFaults({
      down: { rateMbps: 0, delayMs: -1, lossRatio: 1 },
      up: {
        rateMbps: [],
        bucket: { rateMbps: 1, burstBytes: 100, excess: 'drop' },
        cross: { rateMbps: 0, onMs: 1, offMs: 1 },
        outages: [{ fromMs: 2, toMs: 1, kind: 'drop' }],
        burstLoss: { lossRatio: 0.5, meanBurstPackets: 0.5 },
      },
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'down.rateMbps',
      'down.delayMs',
      'down.lossRatio',
      'up.rateMbps',
      'up.rateMbps',
      'up.burstLoss',
      'up.bucket',
      'up.cross',
      'up.outages',
    ]);
  });
});

describe('expectedPayloadMbps', () => {
  it('takes off headers, what a bucket withholds and what others use', () => {
    expect(expectedPayloadMbps({ rateMbps: 15 }, 4)).toBeCloseTo(14.48, 9);
    expect(expectedPayloadMbps({ rateMbps: 15 }, 6)).toBeCloseTo(14.28, 9);
    expect(expectedPayloadMbps({ rateMbps: 15, cross: { rateMbps: 9, onMs: 1, offMs: 2 } }, 4)).toBeCloseTo(11.584, 9);
    const bucket = { rateMbps: 3, burstBytes: 1e6, excess: 'wait' } as const;
    expect(expectedPayloadMbps({ rateMbps: 15, bucket }, 4)).toBeCloseTo(2.896, 9);
  });
});
