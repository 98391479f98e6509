// Whom people may turn to: the centre, and in each province its department. What a deployment knows it imports; nothing is shipped.
import { readOptionalTable, type TableSource } from '../country/table-source.ts';
import type { Row } from '../table/row-table.ts';

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
    if (isFaulty(contact)) throw new Error(`${CONTACTS_PATH}: ${contact.join('; ')}`);
    return contact;
  });
}

/** The contact of a row, or everything that is wrong with it, a sentence each. */
export function contactOf(row: Row): Contact | readonly string[] {
  const { province, name, phone, email, site, address } = row;
  const faults = faultsOf(row);
  if (name === undefined || faults.length > 0) return faults;
  return {
    ...(province !== undefined && { provinceCode: province }),
    name,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(site !== undefined && { site }),
    ...(address !== undefined && { address }),
  };
}

function faultsOf({ name, phone, email, site }: Row): string[] {
  const faults: string[] = [];
  if (phone === undefined && email === undefined && site === undefined) faults.push('no phone, email or site');
  if (phone !== undefined && !/^\+?[\d .()-]{3,24}$/.test(phone)) faults.push(`${phone} is no phone number`);
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) faults.push(`${email} is no email`);
  if (site !== undefined && !/^https?:\/\/\S+$/.test(site)) faults.push(`${site} is no http address`);
  return name === undefined ? ['no name', ...faults] : faults.map((fault) => `${name}: ${fault}`);
}

/** Whether what `contactOf` gave are faults. */
export function isFaulty(contact: Contact | readonly string[]): contact is readonly string[] {
  return Array.isArray(contact);
}
