// Makes byte series as a link would: the tests' known truth.
import { createSampler, type Series } from '../src/sample/series.ts';

/** TCP payload of a full packet with timestamps over IPv4. */
export const PACKET_BYTES = 1448;

export type Stretch = {
  /** Payload rate of the stretch, 10^6 bit/s. */
  rateMbps: number;
  durationMs: number;
};

/** A series of packets at the rates of the stretches, one after another, the first packet at `startMs`. */
export function seriesOf(stretches: readonly Stretch[], startMs = 0, packetBytes = PACKET_BYTES): Series {
  const sampler = createSampler();
  let beganMs = startMs;
  let owedBytes = packetBytes;
  for (const { rateMbps, durationMs } of stretches) {
    const bytesPerMs = (rateMbps * 1000) / 8;
    let atMs = beganMs;
    for (;;) {
      const gapMs = (packetBytes - owedBytes) / bytesPerMs;
      if (atMs + gapMs > beganMs + durationMs) {
        owedBytes += (beganMs + durationMs - atMs) * bytesPerMs;
        break;
      }
      atMs += gapMs;
      owedBytes = 0;
      sampler.add(atMs, packetBytes);
    }
    beganMs += durationMs;
  }
  return sampler.series;
}

/** Slow start from `firstMbps`, doubling each round trip until the link's rate, then that rate for `fullMs`. */
export function slowStart(firstMbps: number, rateMbps: number, rttMs: number, fullMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let rate = firstMbps; rate < rateMbps; rate *= 2) stretches.push({ rateMbps: rate, durationMs: rttMs });
  return [...stretches, { rateMbps, durationMs: fullMs }];
}

/** Time the ramp of `slowStart` takes, ms. */
export function rampMs(firstMbps: number, rateMbps: number, rttMs: number): number {
  return slowStart(firstMbps, rateMbps, rttMs, 0).length * rttMs - rttMs;
}

/**
 * A steady link on which TCP repairs a burst of losses: full flow, silence, then at one instant all that the link carried
 * meanwhile, then full flow again.
 */
export function repaired(of: { rateMbps: number; beforeMs: number; silenceMs: number; afterMs: number }): Series {
  const { rateMbps, beforeMs, silenceMs, afterMs } = of;
  const link = seriesOf([{ rateMbps, durationMs: beforeMs + silenceMs + afterMs }]);
  const sampler = createSampler();
  link.tMs.forEach((atMs, index) => {
    const isHeld = atMs > beforeMs && atMs < beforeMs + silenceMs;
    if (!isHeld) sampler.reach(atMs, link.bytes[index] ?? 0);
  });
  return sampler.series;
}
