import { networkOf } from '@i-speed/reference';
import { expect, test } from 'vitest';
import { isPublicAddress, networkFacts } from './network-of.ts';

test.each([
  ['113.160.0.1', { family: 4, asn: 45899, country: 'VN' }],
  ['::ffff:27.64.0.1', { family: 4, asn: 7552, operator: 'viettel', country: 'VN' }],
  ['2402:800::1', { family: 6, asn: 7552, operator: 'viettel', country: 'VN' }],
])('%s is looked up', (address, facts) => {
  expect(networkFacts(networkOf, address)).toMatchObject(facts);
});

test.each([
  ['127.0.0.1', 4],
  ['10.1.2.3', 4],
  ['192.168.1.1', 4],
  ['100.64.0.1', 4],
  ['::1', 6],
  ['fe80::1%eth0', 6],
  ['fd00::1', 6],
  ['8.8.8.8', 4],
])('%s has a family and no operator', (address, family) => {
  expect(networkFacts(networkOf, address)).toEqual({ family });
});

test('public are those that the Internet routes', () => {
  const all = [
    '8.8.8.8',
    '172.15.0.1',
    '172.16.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '2001:db8::1',
    '2402:800::1',
    'fd00::1',
    'x',
  ];
  expect(all.filter(isPublicAddress)).toEqual(['8.8.8.8', '172.15.0.1', '2402:800::1']);
});
