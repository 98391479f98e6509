import { expect, test } from 'vitest';
import { overFamily } from './families.ts';

const both = {
  pointId: 'both',
  name: 'both',
  ticket: 't',
  url: 'https://p.example',
  ipv4Url: 'https://v4.p.example',
  ipv6Url: 'https://v6.p.example',
};
const { ipv6Url: _, ...four } = { ...both, pointId: 'four' };

test('who asks for a version measures over its address, and points without one are left out', () => {
  expect(overFamily([both, four], 6)).toEqual([{ ...both, url: both.ipv6Url }]);
  expect(overFamily([both, four], 4).map(({ url }) => url)).toEqual([both.ipv4Url, both.ipv4Url]);
});

test('who asks for none gets the addresses as they are', () => {
  expect(overFamily([both, four], undefined)).toEqual([both, four]);
});
