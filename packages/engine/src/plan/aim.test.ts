import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { aimOf } from './aim.ts';

const full = { fullAtMs: 0, rateMbps: 36 };
const plan = { saturatedMs: 500, evenMs: 1350, linkMs: 1160 };

/** What a first pulse over 20 ms aims at after 900 ms of 36 Mbit/s and then some of another rate. */
function after(rateMbps: number, durationMs: number, planned: Partial<typeof plan> = {}) {
  const series = seriesOf([
    { rateMbps: 36, durationMs: 900 },
    { rateMbps, durationMs },
  ]);
  return aimOf({ ...plan, ...planned }, { series, full, decline: undefined, rttMs: 20 });
}

describe('a first pulse whose even rate has just become slower', () => {
  test('goes on by time and by bytes until a fall can be told from a repair', () => {
    // 250 ms longer: 1,600 ms, and 1.41 s of 36 Mbit/s
    const aim = { full, isSilent: false, saturatedMs: 1600, linkBytes: 6_345_000 };
    expect(after(19, 100)).toEqual(aim);
    expect(after(19, 200)).toEqual(aim);
  });

  test('ends as an uneven one once that time is over and no fall was told', () => {
    expect(after(28, 600)).toMatchObject({ saturatedMs: 500, linkBytes: 5_220_000 });
  });

  test('goes on as planned while the rate stays', () => {
    expect(after(35, 200)).toMatchObject({ saturatedMs: 1350, linkBytes: 5_220_000 });
  });

  test('later pulses keep their plan', () => {
    expect(after(19, 100, { saturatedMs: 600, evenMs: 600 })).toMatchObject({ saturatedMs: 600, linkBytes: 5_220_000 });
  });
});
