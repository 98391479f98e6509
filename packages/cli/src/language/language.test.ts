import { expect, test } from 'vitest';
import { openSpeech, pickLanguage } from './language.ts';

test('--lang goes before the locale, the locale before English', () => {
  expect(pickLanguage(['measure', '--lang', 'en'], { LANG: 'vi_VN.UTF-8' })).toBe('en');
  expect(pickLanguage(['--lang=vi'], {})).toBe('vi');
  expect(pickLanguage([], { LANG: 'vi_VN.UTF-8' })).toBe('vi');
  expect(pickLanguage([], { LC_ALL: 'C', LANG: 'vi_VN.UTF-8' })).toBe('en');
  expect(pickLanguage([], { LC_ALL: '', LANG: 'vi_VN' })).toBe('vi');
  expect(pickLanguage([], {})).toBe('en');
});

test('placeholders are filled', () => {
  expect(openSpeech('vi').say('interval', { low: '36', high: '41' })).toBe('trong khoảng 36-41');
});

test('figures have three significant digits in the manner of the language', () => {
  expect([4.2671, 38.54, 412.3, 4127].map(openSpeech('vi').figure)).toEqual(['4,27', '38,5', '412', '4.130']);
  expect([4.2671, 38.54, 412.3, 4127].map(openSpeech('en').figure)).toEqual(['4.27', '38.5', '412', '4,130']);
});
