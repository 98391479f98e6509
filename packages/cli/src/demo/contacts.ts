// Whom the people of the simulated country turn to: the centre and each province's department, at addresses that reach nobody.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importContacts, openReference, writeCsv } from '@i-speed/reference';

/** Imports them as an officer would, unless the folder has contacts already. */
export async function fillContacts(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'reference');
  const reference = openReference({ dataDir: folder });
  if (reference.contacts().length > 0) return;
  const provinces = reference.provinces(reference.currentEdition).map(({ code, fullName }) => {
    const name = `Sở Khoa học và Công nghệ ${fullName} (mô phỏng)`;
    return [code, name, '', `so-${code}@i-speed.example`, '', ''];
  });
  const centre = ['', 'Trung tâm vận hành i-Speed (mô phỏng)', '1900 0000', 'hotro@i-speed.example', '', ''];
  const rows = [['province', 'name', 'phone', 'email', 'site', 'address'], centre, ...provinces];
  const temporary = await mkdtemp(join(tmpdir(), 'i-speed-contacts-'));
  try {
    const file = join(temporary, 'contacts.csv');
    await writeFile(file, writeCsv(rows));
    const { faults } = await importContacts(file, folder);
    if (faults.length > 0) throw new Error(`the demo's contacts: ${faults.map(({ detail }) => detail).join('; ')}`);
  } finally {
    await rm(temporary, { recursive: true });
  }
}
