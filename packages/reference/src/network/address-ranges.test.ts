import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asnOf, readRanges } from './address-ranges.ts';

const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

describe('readRanges', () => {
  it('finds what a walk over all ranges finds', () => {
    const bounds = fc
      .uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 40 })
      .map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(bounds, fc.nat(1000), (all, value) => {
        const rows = [];
        for (let index = 0; index + 1 < all.length; index += 2) {
          rows.push({ start: dotted(all[index] ?? 0), end: dotted(all[index + 1] ?? 0), asn: String(index + 1) });
        }
        const { ipv4, faults } = readRanges(rows.toReversed());
        const at = all.findIndex(
          (start, index) => index % 2 === 0 && start <= value && value <= (all[index + 1] ?? -1),
        );
        expect(faults).toEqual([]);
        expect(asnOf(ipv4, value)).toBe(at === -1 ? undefined : at + 1);
      }),
    );
  });

  it('tells every fault with its row', () => {
    const { faults } = readRanges([
      { start: '10.0.0.0', end: '10.0.0.255', asn: '1' },
      { start: '10.0.0.128', end: '10.0.1.255', asn: '2' },
      { start: 'ten', end: '10.0.1.255', asn: '2' },
      { start: '10.9.0.0', end: '10.8.0.0', asn: '2' },
      { start: '10.10.0.0', end: '2001:db8::', asn: '2' },
      { start: '10.11.0.0', end: '10.11.0.255', asn: '0' },
      { start: '2001:db8::', end: '2001:db8:0:ffff:ffff:ffff:ffff:fffe', asn: '2' },
      { start: '2001:db8:1::', end: '2001:db8:1:ffff:ffff:ffff:ffff:ffff', asn: '3' },
    ]);
    const [, ...within] = readRanges([
      { start: '10.0.0.0', end: '10.0.9.255', asn: '1' },
      { start: '10.0.1.0', end: '10.0.1.255', asn: '2' },
      { start: '10.0.5.0', end: '10.0.5.255', asn: '3' },
    ]).faults;
    expect(within).toMatchObject([{ row: 3, fault: 'overlaps', detail: expect.stringContaining('of row 1') }]);
    expect(faults.map(({ row, fault }) => [row, fault])).toEqual([
      [3, 'not-an-address'],
      [4, 'end-before-start'],
      [5, 'mixed-families'],
      [6, 'not-an-asn'],
      [7, 'finer-than-kept'],
      [2, 'overlaps'],
    ]);
  });
});
