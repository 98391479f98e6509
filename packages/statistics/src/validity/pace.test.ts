import { describe, expect, it } from 'vitest';
import { normal, seeded, shareOf } from '../../test/random.ts';
import type { EarlierMeasurement, MeasurementFacts, SameOrigin } from './facts.ts';
import { gapVariation, scriptedPace, sharedDeviceBurst } from './pace.ts';
import { distanceKm } from './place.ts';
import { VALIDITY_DEFAULTS, type ValiditySettings } from './settings.ts';

const settings: ValiditySettings = { ...VALIDITY_DEFAULTS, homeCountry: 'VN', timeZone: 'Asia/Ho_Chi_Minh' };
const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-03-10T05:00:00Z');

function facts(trigger: MeasurementFacts['trigger'], startedAtMs = NOW_MS): MeasurementFacts {
  return {
    startedAtMs,
    durationMs: 10_000,
    receivedAtMs: startedAtMs,
    trigger,
    isForeignClient: false,
    hasTicket: true,
    isTicketRequired: true,
    isReceiptRequired: false,
    receipt: { state: 'missing' },
    wasAborted: false,
  };
}

const minutesAgo = (trigger: MeasurementFacts['trigger'], minutes: readonly number[]): EarlierMeasurement[] =>
  minutes.map((minute) => ({ startedAtMs: NOW_MS - minute * MINUTE_MS, trigger }));

describe('scripted pace', () => {
  it('is the seventh measurement in an hour, by hand or not', () => {
    expect(scriptedPace(facts('manual'), minutesAgo('manual', [5, 9, 30, 31, 59]), settings)).toBeUndefined();
    const seventh = minutesAgo('manual', [5, 9, 17, 30, 31, 59]);
    expect(scriptedPace(facts('manual'), seventh, settings)?.detail).toBe('7 measurements in an hour');
    expect(scriptedPace(facts('auto'), seventh, settings)?.reason).toBe('scripted-pace');
  });
  it('is the thirty-first measurement in a day: on and on to fill a quota', () => {
    const spread = (n: number) =>
      minutesAgo(
        'auto',
        Array.from({ length: n }, (_, i) => 40 * (i + 1)),
      );
    expect(scriptedPace(facts('auto'), spread(29), settings)).toBeUndefined();
    expect(scriptedPace(facts('auto'), spread(30), settings)?.detail).toBe('31 measurements in a day');
  });
  it('is clockwork by hand, while the automatic mode may keep time', () => {
    const clockwork = [60, 120, 181, 240, 299, 361];
    expect(scriptedPace(facts('manual'), minutesAgo('manual', clockwork), settings)?.detail).toMatch(/vary by 1\.\d %/);
    expect(scriptedPace(facts('auto'), minutesAgo('auto', clockwork), settings)).toBeUndefined();
    expect(scriptedPace(facts('manual'), minutesAgo('auto', clockwork), settings)).toBeUndefined();
    expect(scriptedPace(facts('manual'), minutesAgo('manual', clockwork.slice(1)), settings)).toBeUndefined();
  });
  it('is not the habit of measuring every day at noon', () => {
    const daily = minutesAgo(
      'manual',
      Array.from({ length: 20 }, (_, i) => 1_440 * (i + 1)),
    );
    expect(scriptedPace(facts('manual'), daily, settings)).toBeUndefined();
  });
  it('is seen where a device kept them and hands them in backwards', () => {
    const later = minutesAgo('manual', [-1, -2, -3, -4, -5, -6]);
    expect(scriptedPace(facts('manual'), later, settings)?.detail).toBe('7 measurements in an hour');
    expect(scriptedPace(facts('manual'), later.slice(1), settings)).toBeUndefined();
    const clockwork = minutesAgo('manual', [-60, -120, -181, -240, -299, -361]);
    expect(scriptedPace(facts('manual'), clockwork, settings)?.detail).toMatch(/vary by/);
  });
  it('counts an hour around the measurement, not two', () => {
    const around = minutesAgo('manual', [-59, -40, -31, 33, 48, 59]);
    expect(scriptedPace(facts('manual'), around, settings)).toBeUndefined();
    const between = minutesAgo('manual', [-29, -13, -8, 2, 11, 30]);
    expect(scriptedPace(facts('manual'), between, settings)?.detail).toBe('7 measurements in an hour');
  });
  it('is not seen in people who measure by chance: at most 1 of 1,000', () => {
    const random = seeded(4);
    const flagged = shareOf(5_000, () => {
      let minute = 0;
      const past = Array.from({ length: 12 }, () => {
        minute += 60 * -Math.log(1 - random());
        return minute;
      });
      return scriptedPace(facts('manual'), minutesAgo('manual', past), settings)?.detail.startsWith('gaps') ?? false;
    });
    expect(flagged).toBeLessThan(0.001);
  });
});

/** Measurements of one prefix and model up to now, with gaps drawn in minutes; every one from a new install. */
function origin(gap: () => number, n: number): SameOrigin[] {
  let minute = 0;
  return Array.from({ length: n }, (_, i) => {
    minute += gap();
    return { device: `i${i}`, startedAtMs: NOW_MS - minute * MINUTE_MS };
  });
}

describe('many installs of one origin', () => {
  it('in step are a script, even with a jitter of a quarter', () => {
    const random = seeded(5);
    const script = origin(() => 10 * (0.75 + 0.5 * random()), 20);
    expect(sharedDeviceBurst(facts('manual'), script, settings)?.detail).toMatch(/^15 installs/);
  });
  it('that come at random are a school or a carrier address: at most 1 of 1,000 is flagged', () => {
    const random = seeded(6);
    const flagged = shareOf(5_000, () => {
      const people = origin(() => 10 * -Math.log(1 - random()), 25);
      return sharedDeviceBurst(facts('manual'), people, settings) !== undefined;
    });
    expect(flagged).toBeLessThan(0.001);
  });
  it('in step are a script also when they are handed in backwards, or all begin at once', () => {
    const later = origin(() => -10, 20);
    expect(sharedDeviceBurst(facts('manual'), later, settings)?.detail).toMatch(/^15 installs/);
    const atOnce = origin(() => 0, 20);
    expect(sharedDeviceBurst(facts('manual'), atOnce, settings)?.reason).toBe('shared-device-burst');
  });
  it('that a class makes in turn, 20 s each and a few more or less, are people: 1 of 100 classes at most loses one', () => {
    const random = seeded(7);
    const flagged = shareOf(2_000, () => {
      let second = 0;
      const turns = Array.from({ length: 40 }, (_, i) => {
        second += 12 + 8 * Math.exp(0.5 * normal(random));
        return { device: `i${i}`, startedAtMs: NOW_MS + second * 1_000 };
      });
      return turns.some(({ startedAtMs }, i) => {
        return sharedDeviceBurst(facts('manual', startedAtMs), turns.slice(0, i), settings) !== undefined;
      });
    });
    expect(flagged).toBeLessThan(0.01);
  });
  it('that a loop makes every 20 s are a script', () => {
    const random = seeded(8);
    const loop = origin(() => (19 + 2 * random()) / 60, 20);
    expect(sharedDeviceBurst(facts('manual'), loop, settings)?.reason).toBe('shared-device-burst');
  });
  it('are not judged when they are few installs or few measurements', () => {
    const script = origin(() => 10, 20);
    const fourInstalls = script.map((one, i) => ({ ...one, device: `i${i % 4}` }));
    expect(sharedDeviceBurst(facts('manual'), fourInstalls, settings)).toBeUndefined();
    expect(sharedDeviceBurst(facts('manual'), script.slice(0, 14), settings)).toBeUndefined();
    expect(sharedDeviceBurst(facts('manual'), script.slice(0, 15), settings)).toBeDefined();
  });
});

describe('what the rules measure by', () => {
  it('know the variation of gaps', () => {
    expect(gapVariation([0, 10, 20, 30])).toBe(0);
    expect(gapVariation([0, 10, 30])).toBeCloseTo((Math.SQRT2 * 5) / 15, 12);
    expect(gapVariation([0, 10])).toBeUndefined();
    expect(gapVariation([5, 5, 5])).toBeUndefined();
  });
  it('know distances on the globe', () => {
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
      Math.PI * 6371.0088,
      6,
    );
    expect(distanceKm({ latitude: 21, longitude: 105 }, { latitude: 22, longitude: 105 })).toBeCloseTo(
      (Math.PI / 180) * 6371.0088,
      6,
    );
  });
});
