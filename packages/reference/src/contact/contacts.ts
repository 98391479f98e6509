// Whom people may turn to: the centre, and in each province its department. What a deployment knows it imports; nothing is shipped.
import { readOptionalTable, type TableSource } from '../country/table-source.ts';
import type { Row } from '../table/parse-csv.ts';

/** A body that helps; at least one of phone, email and site is there. */
export interface Contact {
  /** Code of today; absent for the centre, which is for the whole country. */
  readonly provinceCode?: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  /** Address of a page, http or https. */
  readonly site?: string;
  /** Where it sits, as one line. */
  readonly address?: string;
}

export const CONTACTS_PATH = 'contacts.csv';
export const CONTACT_COLUMNS = ['province', 'name', 'phone', 'email', 'site', 'address'] as const;

/** Reads `contacts.csv`; none where nobody imported one. Throws where a row is wrong. */
export function readContacts(source: TableSource): Contact[] {
  return readOptionalTable(source, CONTACTS_PATH).map((row) => {
    const contact = contactOf(row);
    if (typeof contact === 'string') throw new Error(`${CONTACTS_PATH}: ${contact}`);
    return contact;
  });
}

/** The contact of a row, or what is wrong with it. */
export function contactOf({ province, name, phone, email, site, address }: Row): Contact | string {
  if (name === undefined) return 'no name';
  if (phone === undefined && email === undefined && site === undefined) return `${name}: no phone, email or site`;
  if (phone !== undefined && !/^\+?[\d .()-]{3,24}$/.test(phone)) return `${name}: ${phone} is no phone number`;
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return `${name}: ${email} is no email`;
  if (site !== undefined && !/^https?:\/\/\S+$/.test(site)) return `${name}: ${site} is no http address`;
  return {
    ...(province !== undefined && { provinceCode: province }),
    name,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(site !== undefined && { site }),
    ...(address !== undefined && { address }),
  };
}
