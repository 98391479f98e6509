import { expect, it } from 'vitest';
import { href, sharedPath } from './href.ts';

it('English addresses begin with /en, Vietnamese ones with the path itself', () => {
  expect(href('/', 'vi')).toBe('/');
  expect(href('/', 'en')).toBe('/en');
  expect(href('/?c=1', 'en')).toBe('/en?c=1');
  expect(href('/thong-ke?from=2026-01', 'en')).toBe('/en/thong-ke?from=2026-01');
});

it('an address of the other language is turned, not prefixed twice', () => {
  expect(href('/en', 'vi')).toBe('/');
  expect(href('/en/thong-ke?a=1#b', 'vi')).toBe('/thong-ke?a=1#b');
  expect(href('/en/thong-ke', 'en')).toBe('/en/thong-ke');
});

it('only the whole first part of a path is its language', () => {
  expect(sharedPath('/energy')).toBe('/energy');
  expect(sharedPath('/EN/lich-su')).toBe('/lich-su');
});
