// Takes the contacts of the centre and of the provinces' departments into the data folder, or nothing at all when a row is wrong.
import { readFile } from 'node:fs/promises';
import { CONTACT_COLUMNS, CONTACTS_PATH, contactOf, isFaulty } from '../contact/contacts.ts';
import { homeCountryDir } from '../country/home-dir.ts';
import { openReference } from '../open-reference.ts';
import { TableError } from '../table/read-csv.ts';
import { formatCsv, parseCsv, type Row } from '../table/row-table.ts';
import { replaceFiles } from './replace-files.ts';

/** What an import found and did. */
export interface ContactImport {
  /** False when there is any fault: then nothing was changed. */
  readonly applied: boolean;
  /** A sentence each, with the row of the file, from 1, without its header, where it is one row's. */
  readonly faults: readonly string[];
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
    const ofRow = [
      ...(isUnknown ? [`there is no province ${row.province} today`] : []),
      ...(isFaulty(contact) ? contact : []),
    ];
    faults.push(...ofRow.map((fault) => `#${index + 1}: ${fault}`));
  }
  const applied = faults.length === 0;
  if (applied) await replaceFiles(dataDir, new Map([[CONTACTS_PATH, formatCsv(CONTACT_COLUMNS, rows)]]));
  return { applied, faults, contacts: rows.length };
}

function readRows(text: string): { rows: Row[]; faults: string[] } {
  try {
    const rows = parseCsv(text);
    const [first] = rows;
    if (first === undefined)
      return { rows, faults: [`the file holds no contact: write rows below the header ${CONTACT_COLUMNS.join(',')}`] };
    const lacking = CONTACT_COLUMNS.filter((column) => !(column in first));
    return { rows, faults: lacking.length === 0 ? [] : [`no column ${lacking.join(', ')}`] };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { rows: [], faults: [error.message] };
  }
}
