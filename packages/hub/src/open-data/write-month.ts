// Writes a month's open data into a folder: CSV and Parquet, by month and by day, dictionary, licence, manifest with checksums.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenDataFile } from '@i-speed/spec';
import { addDays, dayOf, monthWindow } from '@i-speed/statistics';
import type { ExportRow, TableColumn, TableRow, Warehouse } from '@i-speed/warehouse';
import { tableCsv } from '../document/sheet/flat-csv.ts';
import { COMMUNE_COLUMNS, MEASUREMENT_COLUMNS } from './columns.ts';
import { dictionaryCsv, readmeText } from './dictionary.ts';
import { makeMonth } from './make-month.ts';
import { MAKING } from './sweep-attempts.ts';

export interface MonthSource {
  readonly warehouse: Pick<Warehouse, 'exportDay' | 'parquetOf'>;
  readonly timeZone: string;
  readonly edition: string;
  readonly leastDevices: number;
}

/** Files of a month in `folder`, which must not be there yet; it appears whole or not at all. */
export async function writeMonth(source: MonthSource, month: string, folder: string): Promise<OpenDataFile[]> {
  const made = makeMonth(await readMonth(source, month), randomBytes(32), source.leastDevices);
  const making = `${folder}${MAKING}${randomBytes(4).toString('hex')}`;
  const files: OpenDataFile[] = [];
  const put = async (name: string, bytes: string | Buffer, rows?: number) => {
    const content = Buffer.from(bytes);
    await writeFile(join(making, name), content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.push({ name, sizeBytes: content.length, sha256, ...(rows !== undefined && { rows }) });
  };
  const table = async (name: string, columns: readonly TableColumn[], rows: readonly TableRow[]) => {
    await put(`${name}.csv`, tableCsv(columns, rows), rows.length);
    await put(`${name}.parquet`, await source.warehouse.parquetOf(columns, rows), rows.length);
  };
  await mkdir(join(making, 'daily'), { recursive: true });
  try {
    await table(`measurements-${month}`, MEASUREMENT_COLUMNS, made.measurements);
    await table(`communes-${month}`, COMMUNE_COLUMNS, made.communes);
    for (const [day, rows] of Map.groupBy(made.measurements, (row) => String(row.day)))
      await table(`daily/measurements-${day}`, MEASUREMENT_COLUMNS, rows);
    await put('dictionary.csv', dictionaryCsv(source.leastDevices));
    await put('README.md', readmeText(source.leastDevices));
    const manifest = { month, edition: source.edition, licence: 'CC-BY-4.0', leastDevices: source.leastDevices, files };
    await writeFile(join(making, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(making, folder);
  } catch (cause) {
    await rm(making, { recursive: true, force: true });
    throw cause;
  }
  return files;
}

async function readMonth({ warehouse, timeZone, edition }: MonthSource, month: string): Promise<ExportRow[]> {
  const { fromMs, untilMs } = monthWindow(month, timeZone);
  const last = dayOf(untilMs - 1, timeZone);
  const rows: ExportRow[] = [];
  for (let day = dayOf(fromMs, timeZone); day <= last; day = addDays(day, 1))
    for (const row of await warehouse.exportDay({ timeZone, edition, areas: 'successors' }, day)) rows.push(row);
  return rows;
}
