// Address ranges of one family, sorted, in typed arrays: from an address to the AS number that announces it.
import type { Row } from '../table/row-table.ts';
import type { Address } from './parse-address.ts';
import { parseAddress } from './parse-address.ts';

/** Sorted ranges that do not overlap; `starts`, `ends` (inclusive) and `asns` are parallel. */
export interface AddressRanges {
  readonly family: 4 | 6;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly asns: Uint32Array;
}

/** One fault of a table of ranges. */
export interface RangeFault {
  /** Row of the table, from 1, without the header. */
  readonly row: number;
  readonly fault:
    | 'not-an-address'
    | 'mixed-families'
    | 'end-before-start'
    | 'overlaps'
    | 'finer-than-kept'
    | 'not-an-asn';
  readonly detail: string;
}

const highestAsn = 0xffff_ffff;

/** Reads rows of `start`, `end` (inclusive) and `asn`, both families in any order; every fault is told. */
export function readRanges(rows: readonly Row[]): { ipv4: AddressRanges; ipv6: AddressRanges; faults: RangeFault[] } {
  const faults: RangeFault[] = [];
  const found: { row: number; family: 4 | 6; start: number; end: number; asn: number; text: string }[] = [];
  for (const [index, { start, end, asn }] of rows.entries()) {
    const from = parseAddress(start ?? '');
    const to = parseAddress(end ?? '');
    const text = `${start}-${end}`;
    const fault = rowFault(from, to, start, end, Number(asn));
    if (from === undefined || to === undefined || fault !== undefined) {
      faults.push({ row: index + 1, fault: fault ?? 'not-an-address', detail: `${text} AS ${asn}` });
    } else
      found.push({ row: index + 1, family: from.family, start: from.value, end: to.value, asn: Number(asn), text });
  }
  const pack = (family: 4 | 6): AddressRanges => {
    const own = found.filter((one) => one.family === family).toSorted((a, b) => a.start - b.start);
    let before: (typeof own)[number] | undefined;
    for (const one of own) {
      if (before && one.start <= before.end) {
        faults.push({
          row: one.row,
          fault: 'overlaps',
          detail: `${one.text} overlaps ${before.text} of row ${before.row}`,
        });
      }
      // Of those so far the one that reaches furthest, so that no range within it is passed over.
      if (before === undefined || one.end > before.end) before = one;
    }
    return {
      family,
      starts: Float64Array.from(own, (one) => one.start),
      ends: Float64Array.from(own, (one) => one.end),
      asns: Uint32Array.from(own, (one) => one.asn),
    };
  };
  return { ipv4: pack(4), ipv6: pack(6), faults };
}

/** The AS number that holds the address; undefined outside every range. */
export function asnOf({ starts, ends, asns }: AddressRanges, value: number): number | undefined {
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle - 1;
  }
  return high >= 0 && value <= (ends[high] ?? -1) ? asns[high] : undefined;
}

function rowFault(
  from: Address | undefined,
  to: Address | undefined,
  start: string | undefined,
  end: string | undefined,
  asn: number,
): RangeFault['fault'] | undefined {
  if (from === undefined || to === undefined) return 'not-an-address';
  if (from.family !== to.family) return 'mixed-families';
  if (from.value > to.value) return 'end-before-start';
  if (!(Number.isInteger(asn) && asn > 0 && asn <= highestAsn)) return 'not-an-asn';
  // The finest network that is kept is an IPv6 /48, so a range must begin and end with whole ones.
  if (from.family === 6 && !(isFirstOfSite(start) && isLastOfSite(end))) return 'finer-than-kept';
  return undefined;
}

/** Whether the last 80 bits are all zero: then the text of the address is its /48 and nothing more. */
function isFirstOfSite(text: string | undefined): boolean {
  return tailOf(text).every((group) => group === 0);
}

/** Whether the last 80 bits are all one. */
function isLastOfSite(text: string | undefined): boolean {
  return tailOf(text).every((group) => group === 0xffff);
}

/** The last five groups of an address that is known to be IPv6. */
function tailOf(text = '::'): number[] {
  const [head = '', rest] = text.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const before = groupsOf(head);
  if (rest === undefined) return before.slice(3);
  const after = groupsOf(rest);
  const gap: number[] = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...gap, ...after].slice(3);
}
