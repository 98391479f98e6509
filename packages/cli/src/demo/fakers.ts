// A commune that wants its quota without measuring: a few phones on one line press the button by a clock.
import { DAY_MS } from '@i-speed/spec';
import type { SimulatedCountry } from './country.ts';
import { type SimulatedDevice, simulateDevice } from './device.ts';

export type Faked = { atMs: number; device: SimulatedDevice };

const DAYS = 75;
const PHONES = 6;
const GAP_MS = 11 * 60_000;
const ROUNDS = 24;

/** What the fakers of a commune hand in over the last weeks, in rising order of time. */
export function simulateFakers(country: SimulatedCountry, seed: number, communeIndex: number, nowMs: number): Faked[] {
  const model = simulateDevice(country, seed, communeIndex, 0);
  const phones = Array.from({ length: PHONES }, (_, n): SimulatedDevice => {
    const { installId } = simulateDevice(country, seed, communeIndex, 900_000 + n);
    return { ...model, installId, mobileShare: 0, autoShare: 0, tellsPosition: false };
  });
  const faked: Faked[] = [];
  for (let day = DAYS; day >= 1; day -= 1) {
    const startMs = nowMs - day * DAY_MS;
    for (let i = 0; i < ROUNDS; i += 1) {
      const device = phones[i % PHONES];
      if (device !== undefined) faked.push({ atMs: startMs + i * GAP_MS, device });
    }
  }
  return faked;
}
