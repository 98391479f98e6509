import { expect, it } from 'vitest';
import { dateTimeText, dayAt, dayText } from './time.ts';

it('an instant is told in the country’s time, day first', () => {
  expect(dateTimeText('2026-11-21T20:05:00.000Z')).toBe('22/11/2026 03:05');
});

it('a day begins at midnight in the country', () => {
  expect(dayAt(Date.parse('2026-11-21T16:59:59.999Z'))).toBe('2026-11-21');
  expect(dayAt(Date.parse('2026-11-21T17:00:00.000Z'))).toBe('2026-11-22');
});

it('days and months are told day first', () => {
  expect(dayText('2025-09-13')).toBe('13/09/2025');
  expect(dayText('2025-09')).toBe('09/2025');
});
