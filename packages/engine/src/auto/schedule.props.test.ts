import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AUTO_RUN_BYTES,
  type AutoSettings,
  type AutoState,
  type AutoWorld,
  decideAuto,
  localTime,
  mayMeasure,
  nextDueAtMs,
  reserveRun,
  resumeAuto,
  settleRun,
} from './schedule.ts';

const HOUR_MS = 3_600_000;
const settings = fc.record({
  intervalMs: fc.integer({ min: 1_000, max: 48 * HOUR_MS }),
  network: fc.constantFrom<AutoSettings['network']>('wifi', 'mobile', 'any'),
  monthlyBudgetBytes: fc.integer({ min: 0, max: 1_000_000_000 }),
  quiet: fc.option(
    fc.record({ fromMinute: fc.integer({ min: 0, max: 1439 }), toMinute: fc.integer({ min: 0, max: 1439 }) }),
    { nil: undefined },
  ),
});
const state = fc.record({
  month: fc.constantFrom('2026-10', '2026-11'),
  usedBytes: fc.integer({ min: 0, max: 1_000_000_000 }),
  dueAtMs: fc.integer({ min: 0, max: 4e12 }),
});
const world = fc.record({
  nowMs: fc.integer({ min: 0, max: 4e12 }),
  month: fc.constantFrom('2026-10', '2026-11'),
  minuteOfDay: fc.integer({ min: 0, max: 1439 }),
  isOnline: fc.option(fc.boolean(), { nil: undefined }),
  network: fc.option(fc.constantFrom<NonNullable<AutoWorld['network']>>('wifi', 'mobile', 'other'), { nil: undefined }),
  batteryRatio: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  isCharging: fc.option(fc.boolean(), { nil: undefined }),
});
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const free: AutoSettings = { intervalMs: 8 * HOUR_MS, network: 'any', monthlyBudgetBytes: 200_000_000 };
const fresh: AutoState = { month: '2026-11', usedBytes: 0, dueAtMs: 0 };
const noon: AutoWorld = { nowMs: 1, month: '2026-11', minuteOfDay: 720 };

test('whatever happens, a month never uses more than its budget', () => {
  const steps = fc.array(fc.record({ used: fc.integer({ min: 0, max: AUTO_RUN_BYTES }), dies: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(settings, steps, (set, runs) => {
      let at: AutoState = { ...fresh };
      let reallyUsed = 0;
      for (const { used, dies } of runs) {
        if (mayMeasure({ ...set, network: 'any', quiet: undefined }, at, noon) !== undefined) break;
        at = reserveRun(at, noon);
        reallyUsed += used;
        if (!dies) at = settleRun(at, noon, used, 0);
        expect(at.usedBytes).toBeGreaterThanOrEqual(reallyUsed);
      }
      expect(reallyUsed).toBeLessThanOrEqual(set.monthlyBudgetBytes);
    }),
  );
});

test('it runs only when due, and then only on the network, in the hours and with the battery that were set', () => {
  fc.assert(
    fc.property(settings, state, world, (set, at, around) => {
      if (decideAuto(set, at, around) !== 'run') return;
      expect(around.nowMs).toBeGreaterThanOrEqual(at.dueAtMs);
      expect(around.isOnline).not.toBe(false);
      if (set.network !== 'any') expect(around.network).toBe(set.network);
      if (around.isCharging !== true) expect(around.batteryRatio ?? 1).toBeGreaterThanOrEqual(0.2);
      const { fromMinute, toMinute } = set.quiet ?? { fromMinute: 0, toMinute: 0 };
      const sinceQuiet = (around.minuteOfDay - fromMinute + 1440) % 1440;
      expect(sinceQuiet).toBeGreaterThanOrEqual((toMinute - fromMinute + 1440) % 1440);
    }),
  );
});

test('the next run comes after half to one and a half intervals, the hub’s advice within half and twice', () => {
  fc.assert(
    fc.property(settings, random, fc.double({ min: 0, max: 10, noNaN: true }), ({ intervalMs, ...set }, r, factor) => {
      const inMs = nextDueAtMs({ intervalMs, ...set }, 1_000, () => r, factor) - 1_000;
      const bounded = intervalMs / Math.min(2, Math.max(0.5, factor));
      expect(inMs).toBeCloseTo(bounded * (0.5 + r), 3);
      expect(inMs).toBeGreaterThanOrEqual(intervalMs / 4 - 1e-3);
      expect(inMs).toBeLessThan(intervalMs * 3 + 1e-3);
    }),
  );
});

test('what is taken up again is neither in the past nor out of reach, and a new month starts with nothing used', () => {
  fc.assert(
    fc.property(settings, fc.option(state, { nil: undefined }), world, random, (set, kept, around, r) => {
      const at = resumeAuto(set, kept, around, () => r);
      expect(at.dueAtMs).toBeGreaterThanOrEqual(around.nowMs);
      expect(at.dueAtMs).toBeLessThanOrEqual(around.nowMs + set.intervalMs * 3);
      expect(at.month).toBe(around.month);
      expect(at.usedBytes).toBe(kept?.month === around.month ? kept.usedBytes : 0);
    }),
  );
});

test('devices that wake together after a power cut spread over ten minutes', () => {
  const overdue = { ...fresh, dueAtMs: 0 };
  const dueOf = (r: number) => resumeAuto(free, overdue, { ...noon, nowMs: 1_000 }, () => r).dueAtMs - 1_000;
  expect(dueOf(0)).toBe(0);
  expect(dueOf(0.5)).toBe(5 * 60_000);
});

test('each wish has its own reason', () => {
  const why = (set: Partial<AutoSettings>, around: Partial<AutoWorld>, used = 0) =>
    decideAuto({ ...free, ...set }, { ...fresh, usedBytes: used }, { ...noon, ...around });
  expect(why({}, {})).toBe('run');
  expect(why({}, { nowMs: -1 })).toBe('not-due');
  expect(why({}, { isOnline: false })).toBe('offline');
  expect(why({ network: 'wifi' }, {})).toBe('network-unknown');
  expect(why({ network: 'wifi' }, { network: 'mobile' })).toBe('network');
  expect(why({}, { batteryRatio: 0.19 })).toBe('battery');
  expect(why({}, { batteryRatio: 0.19, isCharging: true })).toBe('run');
  expect(why({ quiet: { fromMinute: 1320, toMinute: 360 } }, { minuteOfDay: 0 })).toBe('quiet');
  expect(why({ quiet: { fromMinute: 1320, toMinute: 360 } }, { minuteOfDay: 360 })).toBe('run');
  expect(why({}, {}, 198_000_000)).toBe('run');
  expect(why({}, {}, 198_000_001)).toBe('budget');
});

test('a local instant gives its month and minute', () => {
  expect(localTime(new Date(2026, 10, 5, 7, 8).getTime())).toMatchObject({ month: '2026-11', minuteOfDay: 428 });
});
