// Holds an address table against the one in use: a table that covers far less is an extract or cut off, and would take the rest away.
import { readTable, type TableSource } from '../country/table-source.ts';
import { type AddressRanges, readRanges } from '../network/address-ranges.ts';

/** Below this share of what is covered today a table is refused. */
const LEAST_SHARE = 0.5;

type CoverageFault = { readonly fault: 'far-smaller'; readonly detail: string };

/** A fault for each family of which the ranges cover less than half of what the table in use covers; a family without ranges stays as it is. */
export function coverageFaults(source: TableSource, families: readonly AddressRanges[]): CoverageFault[] {
  return families.flatMap((given): CoverageFault[] => {
    if (given.starts.length === 0) return [];
    const name = `ipv${given.family}` as const;
    const [covered, inUse] = [given, readRanges(readTable(source, `network/${name}.csv`))[name]].map(sizeOf);
    if (covered === undefined || inUse === undefined || covered >= LEAST_SHARE * inUse) return [];
    const unit = given.family === 4 ? 'IPv4 addresses' : 'IPv6 networks (/48)';
    return [{ fault: 'far-smaller', detail: `the file covers ${covered} ${unit}, the table in use ${inUse}` }];
  });
}

/** Addresses of IPv4, networks of 48 bits of IPv6. */
function sizeOf({ starts, ends }: AddressRanges): number {
  return starts.reduce((sum, start, at) => sum + (ends[at] ?? start) - start + 1, 0);
}
