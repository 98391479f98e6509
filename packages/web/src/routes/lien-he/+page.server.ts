// Whom people may turn to and the provinces to choose from, by the public API.
import type { ContactList } from '@i-speed/spec';
import type { PageServerLoad } from './$types';

type Province = { code: string; fullName: string };

export const load: PageServerLoad = async ({ fetch }) => {
  const [contacts, areas] = await Promise.all([fetch('/api/v1/contacts'), fetch('/api/v1/provinces')]);
  const provinces = areas.ok ? (await read<{ provinces: Province[] }>(areas)).provinces : [];
  return {
    contacts: contacts.ok ? (await read<ContactList>(contacts)).contacts : [],
    // In the order of the alphabet, as people look for them.
    provinces: provinces
      .map(({ code, fullName }) => ({ code, name: fullName }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  };
};

/** Guarantee: the hub answers by the schema of its own document. */
async function read<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
