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
  expect(overFamily([both, four], 6, false)).toEqual([{ ...both, url: both.ipv6Url }]);
  expect(overFamily([both, four], 4, false).map(({ url }) => url)).toEqual([both.ipv4Url, both.ipv4Url]);
});

test('who asks for none gets the addresses as they are', () => {
  expect(overFamily([both, four], undefined, true)).toEqual([both, four]);
});

test('where the platform chooses the version a name is enough, and an address of the other version is not', () => {
  const at = (url: string) => ({ pointId: url, name: url, ticket: 't', url });
  const all = ['https://p.example', 'https://192.0.2.1:8081', 'https://[2001:db8::1]'].map(at);
  expect(overFamily(all, 4, true)).toEqual([all[0], all[1]]);
  expect(overFamily(all, 6, true)).toEqual([all[0], all[2]]);
  expect(overFamily(all, 4, false)).toEqual([]);
  expect(overFamily([both], 6, true)).toEqual([{ ...both, url: both.ipv6Url }]);
});
