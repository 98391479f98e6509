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
    if (isFaulty(contact)) throw new Error(`${CONTACTS_PATH}: ${contact.map(({ detail }) => detail).join('; ')}`);
    return contact;
  });
}

/** What can be wrong with a row. */
export interface ContactFault {
  readonly fault: 'no-name' | 'no-way' | 'not-a-phone' | 'not-an-email' | 'not-a-site';
  /** A sentence. */
  readonly detail: string;
}

/** The contact of a row, or everything that is wrong with it. */
export function contactOf(row: Row): Contact | readonly ContactFault[] {
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

function faultsOf({ name, phone, email, site }: Row): ContactFault[] {
  const faults: ContactFault[] = [];
  const tell = (fault: ContactFault['fault'], detail: string) =>
    faults.push({ fault, detail: name === undefined ? detail : `${name}: ${detail}` });
  if (name === undefined) tell('no-name', 'no name');
  if (phone === undefined && email === undefined && site === undefined) tell('no-way', 'no phone, email or site');
  if (phone !== undefined && !/^\+?[\d .()-]{3,24}$/.test(phone)) tell('not-a-phone', `${phone} is no phone number`);
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) tell('not-an-email', `${email} is no email`);
  if (site !== undefined && !/^https?:\/\/\S+$/.test(site)) tell('not-a-site', `${site} is no http address`);
  return faults;
}

/** Whether what `contactOf` gave are faults. */
export function isFaulty(contact: Contact | readonly ContactFault[]): contact is readonly ContactFault[] {
  return Array.isArray(contact);
}
