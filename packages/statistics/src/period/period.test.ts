import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, dayWindow, monthOf, monthWindow, valueWeekOf } from './calendar.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
const at = (iso: string) => Date.parse(iso);

describe('calendar', () => {
  it('turns the day at 17:00 UTC in Hanoi', () => {
    expect(dayOf(at('2026-02-28T16:59:59.999Z'), HANOI)).toBe('2026-02-28');
    expect(dayOf(at('2026-02-28T17:00:00Z'), HANOI)).toBe('2026-03-01');
    expect(monthOf(at('2026-02-28T17:00:00Z'), HANOI)).toBe('2026-03');
  });
  it('cuts the weeks of values at the ends of months, so that months add up', () => {
    // 1 April 2026 is a Wednesday: its week begins on Monday 30 March.
    expect(valueWeekOf(at('2026-03-31T05:00:00Z'), HANOI)).toBe('2026-03-30');
    expect(valueWeekOf(at('2026-04-01T05:00:00Z'), HANOI)).toBe('2026-04-01');
    expect(valueWeekOf(at('2026-04-05T16:59:59Z'), HANOI)).toBe('2026-04-01');
    expect(valueWeekOf(at('2026-04-05T17:00:00Z'), HANOI)).toBe('2026-04-06');
  });
  it('bounds months and days half-open', () => {
    expect(monthWindow('2026-02', HANOI)).toEqual({
      fromMs: at('2026-01-31T17:00:00Z'),
      untilMs: at('2026-02-28T17:00:00Z'),
    });
    expect(dayWindow('2024-02-29', HANOI)).toEqual({
      fromMs: at('2024-02-28T17:00:00Z'),
      untilMs: at('2024-02-29T17:00:00Z'),
    });
  });
  it('keeps days whole where clocks change', () => {
    const hours = (day: string) => {
      const { fromMs, untilMs } = dayWindow(day, 'Europe/Berlin');
      return (untilMs - fromMs) / 3_600_000;
    };
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    // In 2018 Brazil's clocks went from 23:59:59 to 01:00.
    expect(dayWindow('2018-11-04', 'America/Sao_Paulo').fromMs).toBe(at('2018-11-04T03:00:00Z'));
  });
  it('steps over ends of months and years', () => {
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addMonths('2025-12', 2)).toBe('2026-02');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
  });
  it('refuses days and zones that do not exist', () => {
    expect(() => dayWindow('2026-02-30', HANOI)).toThrow(RangeError);
    expect(() => monthWindow('2026-13', HANOI)).toThrow(RangeError);
    expect(() => dayOf(0, 'Nowhere/Land')).toThrow(RangeError);
  });
});
