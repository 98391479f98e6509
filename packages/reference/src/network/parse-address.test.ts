import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, prefixOf } from './parse-address.ts';

const prefix = (text: string) => {
  const address = parseAddress(text);
  return address && prefixOf(address);
};

describe('parseAddress', () => {
  it('reads the 32 bits of IPv4 and the first 48 of IPv6', () => {
    expect(parseAddress('1.2.3.4')).toEqual({ family: 4, value: 0x01020304 });
    expect(parseAddress('255.255.255.255')).toEqual({ family: 4, value: 0xffffffff });
    expect(parseAddress('2001:db8:a::1')).toEqual({ family: 6, value: 0x20010db8000a });
  });

  it('takes a mapped address, in both spellings, for the IPv4 address it carries', () => {
    expect(parseAddress('::ffff:192.0.2.1')).toEqual({ family: 4, value: 0xc0000201 });
    expect(parseAddress('::FFFF:C000:201')).toEqual({ family: 4, value: 0xc0000201 });
  });

  it('ignores the zone of a link-local address', () => {
    expect(parseAddress('fe80::1%eth0')).toEqual({ family: 6, value: 0xfe8000000000 });
  });

  it('agrees with the platform on what is an address', () => {
    const piece = fc.constantFrom(
      ':',
      '::',
      '.',
      '0',
      '1',
      '00',
      '255',
      '256',
      'ffff',
      'FFFFF',
      'g',
      '\u0010',
      '1.2.3.4',
      '%1',
      ' ',
    );
    const almost = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), almost), (text) => {
        // The platform refuses an empty zone or one of odd signs; a zone never matters here.
        fc.pre(!text.includes('%'));
        expect(parseAddress(text)?.family !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('prefixOf', () => {
  it('is the /24 or the /48 in the short form', () => {
    expect(prefix('203.162.4.191')).toBe('203.162.4.0/24');
    expect(prefix('2402:800:61c4:3::9')).toBe('2402:800:61c4::/48');
    expect(prefix('2402:800::1')).toBe('2402:800::/48');
    expect(prefix('2001:0:5::1')).toBe('2001:0:5::/48');
    expect(prefix('::1')).toBe('::/48');
  });

  it('is itself an address with the same prefix', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const first = prefix(text);
        expect(prefix(first?.split('/')[0] ?? '')).toBe(first);
      }),
    );
  });
});
