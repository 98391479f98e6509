import { expect, it, onTestFinished } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { monthText } from './month.ts';

it('a month is a number in Vietnamese and a name in English', () => {
  onTestFinished(() => overwriteGetLocale(() => 'vi'));
  overwriteGetLocale(() => 'vi');
  expect(monthText('2025-09')).toBe('09/2025');
  overwriteGetLocale(() => 'en');
  expect([monthText('2025-09'), monthText('2026-01')]).toEqual(['September 2025', 'January 2026']);
});
