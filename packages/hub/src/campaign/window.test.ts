import { expect, test } from 'vitest';
import { dueOn, elapsedOf, monthAt, monthsOf, windowOf } from './window.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
const letters = { firstDay: 13, dueDay: 15 };

test('a month runs from the 13th of the month before to the 12th, over the year’s end too', () => {
  expect(windowOf('2025-09', letters)).toEqual({ from: '2025-08-13', to: '2025-09-12' });
  expect(windowOf('2026-01', letters)).toEqual({ from: '2025-12-13', to: '2026-01-12' });
  expect(dueOn('2025-09', letters)).toBe('2025-09-15');
});

test('a window that begins on the 1st is the calendar month, due in the month after', () => {
  expect(windowOf('2026-02', { firstDay: 1 })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(dueOn('2026-12', { firstDay: 1, dueDay: 5 })).toBe('2027-01-05');
  expect(monthAt(Date.parse('2026-02-28T16:59:00Z'), HANOI, { firstDay: 1 })).toBe('2026-02');
});

test('the 13th in Hà Nội, not in Greenwich, opens the next month', () => {
  expect(monthAt(Date.parse('2025-08-12T16:59:59Z'), HANOI, letters)).toBe('2025-08');
  expect(monthAt(Date.parse('2025-08-12T17:00:00Z'), HANOI, letters)).toBe('2025-09');
});

test('half of the window is over in its middle', () => {
  const days = windowOf('2025-09', letters);
  // 31 days from 13 August 00:00 in Hà Nội: 15.5 days later is 28 August 12:00 there.
  expect(elapsedOf(days, Date.parse('2025-08-28T05:00:00Z'), HANOI)).toBe(0.5);
  expect(elapsedOf(days, Date.parse('2025-08-01T05:00:00Z'), HANOI)).toBe(0);
  expect(elapsedOf(days, Date.parse('2025-10-01T05:00:00Z'), HANOI)).toBe(1);
});

test('a closed month is in hand until a week after its due day, if the campaign had begun', () => {
  const period = { ...letters, startsOn: '2025-09-05', endsOn: '2025-11-12' };
  const monthsOn = (day: string) => Object.values(monthsOf(period, Date.parse(`${day}T05:00:00Z`), HANOI));
  expect(monthsOn('2025-08-20')).toEqual(['2025-09', '2025-09']);
  expect(monthsOn('2025-09-12')).toEqual(['2025-09', '2025-09']);
  expect(monthsOn('2025-09-13')).toEqual(['2025-10', '2025-09']);
  expect(monthsOn('2025-09-22')).toEqual(['2025-10', '2025-09']);
  expect(monthsOn('2025-09-23')).toEqual(['2025-10', '2025-10']);
  expect(monthsOn('2025-11-14')).toEqual(['2025-11', '2025-11']);
  expect(monthsOn('2026-03-01')).toEqual(['2025-11', '2025-11']);
  expect(
    Object.values(monthsOf({ ...period, startsOn: '2025-09-13' }, Date.parse('2025-09-14T05:00:00Z'), HANOI)),
  ).toEqual(['2025-10', '2025-10']);
});
