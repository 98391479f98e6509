import { expect, test } from 'vitest';
import { dictionaryCsv, readmeText } from './dictionary.ts';

test('the files name the least number of devices that was in force', () => {
  expect(readmeText(12)).toContain('dưới 12 thiết bị');
  expect(readmeText(12)).toContain('fewer than 12 devices');
  const dictionary = dictionaryCsv(12);
  expect(dictionary).toContain('withheld as fewer than 12 devices');
  expect(dictionary).toContain('devices behind them; from 12 on');
  expect(dictionary + readmeText(12)).not.toMatch(/\b6 (devices|thiết bị)|\{least\}/);
});
