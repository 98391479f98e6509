import { expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { isRough } from './sending.ts';

const whole = { aboveMbps: 100, upload: async () => undefined };
const plan = { linkMs: 1050, rateMbps: undefined };
const arrived = (rateMbps: number) => seriesOf([{ rateMbps, durationMs: 500 }]);

test('a browser streaming faster than it is trusted to only finds the rate, whether the pipe showed to be full or not', () => {
  expect(isRough({ whole }, plan, 1600, arrived(1600))).toBe(true);
  expect(isRough({ whole }, plan, undefined, arrived(1600))).toBe(true);
  expect(isRough({ whole }, plan, undefined, arrived(90))).toBe(false);
  expect(isRough({ whole }, plan, 90, arrived(110))).toBe(false);
  expect(isRough({ whole }, plan, undefined, { tMs: [], bytes: [] })).toBe(false);
});

test('whole bodies, a platform that streams at any rate and a flood are never rough', () => {
  expect(isRough({ whole }, { ...plan, rateMbps: 1600 }, 1600, arrived(1600))).toBe(false);
  expect(isRough({}, plan, 1600, arrived(1600))).toBe(false);
  expect(isRough({ whole }, { ...plan, linkMs: Number.POSITIVE_INFINITY }, 1600, arrived(1600))).toBe(false);
});
