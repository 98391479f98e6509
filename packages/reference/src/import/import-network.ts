// Takes newer address tables into the data folder, or nothing at all when anything is wrong with them.
import { readFile } from 'node:fs/promises';
import { folderSource } from '../country/folder-source.ts';
import { homeCountryDir } from '../country/home-dir.ts';
import { readTable } from '../country/table-source.ts';
import { type RangeFault, readRanges } from '../network/address-ranges.ts';
import { parseAddress } from '../network/parse-address.ts';
import { TableError, withoutMark } from '../table/read-csv.ts';
import { formatCsv, parseCsv, type Row } from '../table/row-table.ts';
import { coverageFaults } from './network-coverage.ts';
import { replaceFiles } from './replace-files.ts';

export interface NetworkFault {
  /** Row of the file, from 1, without its header; absent where it is the whole file that is wrong. */
  readonly row?: number;
  readonly fault: RangeFault['fault'] | 'not-a-table' | 'no-ranges' | 'far-smaller';
  readonly detail: string;
}

/** What an import found and did. */
export interface NetworkImport {
  /** False when there is any fault: then nothing was changed. */
  readonly applied: boolean;
  readonly faults: readonly NetworkFault[];
  readonly ipv4Ranges: number;
  readonly ipv6Ranges: number;
  /** AS numbers that the tables did not know, with the organisation the file gives. */
  readonly newSystems: readonly { readonly asn: number; readonly organisation: string }[];
  /** Rows left out because their AS number is not one of the country's, where only those were wanted. */
  readonly leftOut: number;
}

export interface NetworkImportOptions {
  readonly countryDir?: string;
  /** Keep only AS numbers that the tables know: for a file of the whole world. Otherwise every row is the country's. */
  readonly onlyKnownSystems?: boolean;
  /** Take a table too that covers less than half of what the one in use covers. */
  readonly maySmall?: boolean;
}

const columns = ['start', 'end', 'asn', 'organisation'];

/**
 * Reads a table of `start,end,asn` and perhaps `organisation` (with that header, or without one in that order, as
 * `@ip-location-db/asn` writes it), IPv4 and IPv6 in one file or one family alone, and writes it to the data folder in place of the
 * ranges of the families it holds. AS numbers that are new are added to the table of systems.
 */
export async function importNetwork(
  file: string,
  dataDir: string,
  { countryDir = homeCountryDir, onlyKnownSystems = false, maySmall = false }: NetworkImportOptions = {},
): Promise<NetworkImport> {
  const source = folderSource(dataDir, countryDir);
  const systems = readTable(source, 'network/systems.csv');
  const known = new Set(systems.map((row) => row.asn));
  const table = readRows(withoutMark(await readFile(file, 'utf8')));
  const rows = onlyKnownSystems ? table.rows.filter((row) => known.has(row.asn)) : table.rows;
  const { ipv4, ipv6, faults: rangeFaults } = readRanges(rows);
  const faults: NetworkFault[] = [...table.faults, ...rangeFaults];
  if (faults.length === 0 && rows.length === 0)
    faults.push({ fault: 'no-ranges', detail: 'the file holds no range to keep' });
  if (faults.length === 0 && !maySmall) faults.push(...coverageFaults(source, [ipv4, ipv6]));
  const newSystems = [...new Map(rows.filter((row) => !known.has(row.asn)).map((row) => [row.asn, row])).values()];
  const applied = faults.length === 0;
  if (applied) {
    const texts = new Map<string, string>();
    for (const [path, family] of [['network/ipv4.csv', 4] as const, ['network/ipv6.csv', 6] as const]) {
      const own = rows.filter((row) => parseAddress(row.start ?? '')?.family === family);
      if (own.length > 0) texts.set(path, formatCsv(['start', 'end', 'asn'], own));
    }
    if (newSystems.length > 0) texts.set('network/systems.csv', withSystems(systems, newSystems));
    await replaceFiles(dataDir, texts);
  }
  return {
    applied,
    faults,
    ipv4Ranges: ipv4.starts.length,
    ipv6Ranges: ipv6.starts.length,
    newSystems: newSystems.map((row) => ({ asn: Number(row.asn), organisation: organisationOf(row) })),
    leftOut: table.rows.length - rows.length,
  };
}

function readRows(text: string): { rows: Row[]; faults: NetworkFault[] } {
  const [first = ''] = text.split('\n', 1);
  const cells = first.trim().split(',');
  const isHeaderless = first.trim() !== '' && !cells.some((cell) => columns.includes(cell.replaceAll('"', '')));
  const header = columns.slice(0, cells.length).join(',');
  try {
    const rows = parseCsv(isHeaderless ? `${header}\n${text}` : text);
    const lacking = rows[0] === undefined ? [] : columns.slice(0, 3).filter((column) => !(column in (rows[0] ?? {})));
    if (lacking.length === 0) return { rows, faults: [] };
    return { rows: [], faults: [{ fault: 'not-a-table', detail: `no column ${lacking.join(', ')}` }] };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { rows: [], faults: [{ fault: 'not-a-table', detail: error.message }] };
  }
}

function withSystems(systems: readonly Row[], added: readonly Row[]): string {
  const names = ['asn', 'organisation', 'brand', 'operator_id', 'kind', 'confidence', 'note'];
  const rows = added.map((row) => ({ asn: row.asn, organisation: organisationOf(row) }));
  return formatCsv(names, [...systems, ...rows]);
}

/** A table that gives no organisation names the system by its number. */
function organisationOf({ asn, organisation }: Row): string {
  return organisation ?? `AS${asn}`;
}
