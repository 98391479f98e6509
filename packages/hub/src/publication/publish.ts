// Closes a month: open data written, tables made from these very files, frozen under a version with its checksum.
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PublicationTables, publicationTables } from '@i-speed/spec';
import { monthWindow } from '@i-speed/statistics';
import type { Warehouse } from '@i-speed/warehouse';
import { checkFiles, readMonth } from '../open-data/read-month.ts';
import { sweepAttempts } from '../open-data/sweep-attempts.ts';
import { writeMonth } from '../open-data/write-month.ts';
import { ProblemError } from '../problem.ts';
import type { Succession } from '../statistics/succession.ts';
import { makeTables, type Names } from './make-tables.ts';
import type { Shelf } from './shelf.ts';

export interface PublicationDesk {
  readonly warehouse: Warehouse;
  readonly shelf: Shelf;
  readonly reference: Names;
  readonly succession: Succession;
  /** Folder of all open data: MONTH/vN. */
  readonly openDataDir: string;
  readonly leastDevices: number;
  readonly clock: () => number;
}

export interface Published {
  readonly month: string;
  readonly version: number;
  readonly checksum: string;
  readonly received: number;
  readonly counted: number;
}

/**
 * Publishes a month, or with a note a corrected version of it. Throws ProblemError `invalid` for a month that is not over, one that
 * stands already where no note says why it is published again, and a correction that changes nothing.
 */
export async function publishMonth(desk: PublicationDesk, month: string, note?: string): Promise<Published> {
  const { timeZone } = desk.reference.country;
  if (monthWindow(month, timeZone).untilMs > desk.clock()) throw refuse(`${month} is not over; publish it afterwards`);
  const before = await desk.shelf.get(month);
  if (before !== undefined && note === undefined)
    throw refuse(
      `${month} is published, version ${before.version}; a correction needs a note that says what changed and why`,
    );
  const version = (before?.version ?? 0) + 1;
  await sweepAttempts(desk.openDataDir);
  await desk.succession.kept();
  await mkdir(join(desk.openDataDir, month), { recursive: true });
  const folder = openDataFolder(desk.openDataDir, month, version);
  const source = { ...desk, timeZone, edition: desk.reference.currentEdition };
  // What an attempt left that ended before its version stood.
  await rm(folder, { recursive: true, force: true });
  const files = await writeMonth(source, month, folder);
  const tables = makeTables(await readMonth(folder), desk.reference);
  const { text, checksum } = freeze(tables);
  if (checksum === before?.checksum) {
    await rm(folder, { recursive: true });
    throw refuse(`nothing changed since version ${before.version}: the tables are the same, checksum ${checksum}`);
  }
  await writeFile(join(folder, 'tables.json'), text);
  const madeAt = new Date(desk.clock()).toISOString();
  await desk.shelf.put({ month, version, madeAt, checksum, text, files, ...(version > 1 && note && { note }) });
  return { month, version, checksum, received: tables.received, counted: tables.counted };
}

/** The text that is kept (fields in the order of the schema, as the API tells them), and its SHA-256. */
export function freeze(tables: PublicationTables): { text: string; checksum: string } {
  const text = JSON.stringify(publicationTables.parse(tables));
  return { text, checksum: createHash('sha256').update(text).digest('hex') };
}

export function openDataFolder(openDataDir: string, month: string, version: number): string {
  return join(openDataDir, month, `v${version}`);
}

function refuse(message: string): ProblemError {
  return new ProblemError('invalid', message, { faults: [{ path: 'month', message }] });
}

/** What recomputing a month gave. */
export interface Recomputed {
  readonly month: string;
  readonly tables: PublicationTables;
  readonly checksum: string;
}

/**
 * The tables of a folder of open data, made anew from its files. Throws Error naming each file of the manifest, also those that the tables
 * are not made from, that is missing or not what it says.
 */
export async function recomputeFolder(folder: string, reference: Names): Promise<Recomputed> {
  await checkFiles(folder);
  const files = await readMonth(folder);
  const tables = makeTables(files, reference);
  return { month: files.month, tables, checksum: freeze(tables).checksum };
}

/** Names of the parts in which two sets of tables differ, in the order of the first; none for equal ones. */
export function differingParts(made: PublicationTables, published: PublicationTables): string[] {
  const other = new Map(Object.entries(publicationTables.parse(published)));
  return Object.entries(publicationTables.parse(made)).flatMap(([name, part]) =>
    JSON.stringify(part) === JSON.stringify(other.get(name)) ? [] : [name],
  );
}
