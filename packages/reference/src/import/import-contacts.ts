// Takes the contacts of the centre and of the provinces' departments into the data folder, or nothing at all when a row is wrong.
import { readFile } from 'node:fs/promises';
import { CONTACT_COLUMNS, CONTACTS_PATH, type ContactFault, contactOf, isFaulty } from '../contact/contacts.ts';
import { homeCountryDir } from '../country/home-dir.ts';
import { openReference } from '../open-reference.ts';
import { TableError } from '../table/read-csv.ts';
import { formatCsv, parseCsv, type Row } from '../table/row-table.ts';
import { replaceFiles } from './replace-files.ts';

export interface ContactImportFault {
  readonly fault: ContactFault['fault'] | 'unknown-province' | 'not-a-table' | 'no-rows';
  /** Row of the table, from 1, without the header; absent where it is the whole table's. */
  readonly row?: number;
  /** A sentence. */
  readonly detail: string;
}

/** What an import found and did. */
export interface ContactImport {
  /** False when there is any fault: then nothing was changed. */
  readonly applied: boolean;
  readonly faults: readonly ContactImportFault[];
  readonly contacts: number;
}

/** Reads a table `province,name,phone,email,site,address`, where an empty province means the centre, and puts it in place of the one before. */
export async function importContacts(
  file: string,
  dataDir: string,
  { countryDir = homeCountryDir }: { countryDir?: string } = {},
): Promise<ContactImport> {
  const { rows, faults } = readRows(await readFile(file, 'utf8'));
  const reference = openReference({ countryDir });
  for (const [index, row] of rows.entries()) {
    const contact = contactOf(row);
    const isUnknown =
      row.province !== undefined && reference.provinceByCode(row.province, reference.currentEdition) === undefined;
    const place = { row: index + 1 };
    if (isUnknown)
      faults.push({ fault: 'unknown-province', ...place, detail: `there is no province ${row.province} today` });
    if (isFaulty(contact)) faults.push(...contact.map((fault) => ({ ...fault, ...place })));
  }
  const applied = faults.length === 0;
  if (applied) await replaceFiles(dataDir, new Map([[CONTACTS_PATH, formatCsv(CONTACT_COLUMNS, rows)]]));
  return { applied, faults, contacts: rows.length };
}

function readRows(text: string): { rows: Row[]; faults: ContactImportFault[] } {
  try {
    const rows = parseCsv(text);
    const [first] = rows;
    if (first === undefined) {
      const detail = `the file holds no contact: write rows below the header ${CONTACT_COLUMNS.join(',')}`;
      return { rows, faults: [{ fault: 'no-rows', detail }] };
    }
    const lacking = CONTACT_COLUMNS.filter((column) => !(column in first));
    if (lacking.length === 0) return { rows, faults: [] };
    return { rows, faults: [{ fault: 'not-a-table', detail: `no column ${lacking.join(', ')}` }] };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { rows: [], faults: [{ fault: 'not-a-table', detail: error.message }] };
  }
}
