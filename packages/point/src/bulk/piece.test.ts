import { describe, expect, it } from 'vitest';
import { createRateMeter, LEAST_PIECE_BYTES, MOST_PIECE_BYTES, pieceBytes, unsentBytes } from './piece.ts';

describe('piece', () => {
  it('is the power of two below 12 ms of the rate, so that it and what the kernel holds are at most 36 ms', () => {
    // 10 Mbit/s are 1,250 bytes a millisecond: 15,000 bytes in 12 ms.
    expect(pieceBytes(1_250, 1, false)).toBe(8_192);
    for (const mbps of [2, 10, 33, 100, 500]) {
      const bytesPerMs = mbps * 125;
      const waiting = pieceBytes(bytesPerMs, 1, false) + unsentBytes(pieceBytes(bytesPerMs, 1, false));
      expect(waiting / bytesPerMs).toBeLessThanOrEqual(36);
    }
  });

  it('stays within its bounds at any rate, and small while none is known', () => {
    expect(pieceBytes(0, 1, false)).toBe(LEAST_PIECE_BYTES);
    expect(pieceBytes(1e9, 1, false)).toBe(MOST_PIECE_BYTES);
    expect(pieceBytes(1e9, 1, true)).toBe(262_144);
    expect(pieceBytes(undefined, 1, false)).toBe(4_096);
  });
});

describe('piece in a crowd', () => {
  it('holds as much time as lies between two looks, and at least 16 KiB', () => {
    // 5 Mbit/s are 625 bytes a millisecond: 31,250 bytes in 50 ms.
    expect(pieceBytes(625, 33, false)).toBe(16_384);
    expect(pieceBytes(2_500, 33, false)).toBe(65_536);
    expect(pieceBytes(1, 33, false)).toBe(16_384);
  });

  it('over TLS is so large that a thousand connections keep 32 MiB for it, however fast one of them is for a moment', () => {
    expect(pieceBytes(1e9, 128, true)).toBe(262_144);
    expect(pieceBytes(1e9, 1_000, true)).toBe(32_768);
    expect(pieceBytes(1e9, 1_000, false)).toBe(MOST_PIECE_BYTES);
    expect(pieceBytes(1e9, 100_000, true)).toBe(16_384);
  });
});

describe('rate meter', () => {
  it('knows no rate before 20 ms, then that of the last 50 to 100 ms', () => {
    const meter = createRateMeter(1_000);
    meter.note(1_019, 19_000);
    expect(meter.bytesPerMs()).toBeUndefined();
    meter.note(1_050, 50_000);
    expect(meter.bytesPerMs()).toBe(1_000);
    // From here on the connection is ten times faster: after 100 ms nothing of the old rate is left.
    meter.note(1_100, 550_000);
    meter.note(1_150, 1_050_000);
    expect(meter.bytesPerMs()).toBe(10_000);
  });
});
