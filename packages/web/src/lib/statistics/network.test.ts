import { expect, it } from 'vitest';
import { networkFilter, networks, networkText } from './network.ts';

it('a whole network is asked by its access, a technology by itself and the access that it belongs to', () => {
  expect(networks.map((network) => networkFilter(network))).toEqual([
    { access: 'mobile' },
    ...['2g', '3g', '4g', '5g'].map((technology) => ({ access: 'mobile', technology })),
    { access: 'fixed' },
    ...['wifi', 'ethernet'].map((technology) => ({ access: 'fixed', technology })),
  ]);
});

it('every network has a word of its own', () => {
  expect(new Set(networks.map(networkText)).size).toBe(networks.length);
});
