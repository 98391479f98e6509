import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importContacts, openReference } from '../index.ts';

let folder = '';
let dataDir = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-contacts-'));
  dataDir = join(folder, 'imported');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function take(text: string) {
  const file = join(folder, 'contacts-in.csv');
  await writeFile(file, text);
  return importContacts(file, dataDir);
}
const HEADER = 'province,name,phone,email,site,address\n';

it('nothing is known before an import, and what was imported is known after it', async () => {
  expect(openReference({ dataDir }).contacts()).toEqual([]);
  const rows =
    ',Trung tâm,0240 000 000,hotro@trungtam.example,,\n01,Sở của tỉnh,,,https://so.example/,"1 Phố, Phường"\n';
  expect(await take(HEADER + rows)).toEqual({ applied: true, faults: [], contacts: 2 });
  expect(openReference({ dataDir }).contacts()).toEqual([
    { name: 'Trung tâm', phone: '0240 000 000', email: 'hotro@trungtam.example' },
    { provinceCode: '01', name: 'Sở của tỉnh', site: 'https://so.example/', address: '1 Phố, Phường' },
  ]);
});

it('a table with any wrong row changes nothing and names every fault', async () => {
  await take(`${HEADER},Trung tâm,0240 000 000,,,\n`);
  const rows =
    '99,Sở X,024 111 222,,,\n01,Sở Y,,,,\n98,Sở Z,điện thoại,không phải thư,,\n01,Sở W,,,javascript:alert(1),\n';
  expect(await take(HEADER + rows)).toEqual({
    applied: false,
    faults: [
      { fault: 'unknown-province', row: 1, detail: 'there is no province 99 today' },
      { fault: 'no-way', row: 2, detail: 'Sở Y: no phone, email or site' },
      { fault: 'unknown-province', row: 3, detail: 'there is no province 98 today' },
      { fault: 'not-a-phone', row: 3, detail: 'Sở Z: điện thoại is no phone number' },
      { fault: 'not-an-email', row: 3, detail: 'Sở Z: không phải thư is no email' },
      { fault: 'not-a-site', row: 4, detail: 'Sở W: javascript:alert(1) is no http address' },
    ],
    contacts: 4,
  });
  expect(await take('name,phone\nSở,024 111 222\n')).toMatchObject({
    applied: false,
    faults: [{ fault: 'not-a-table', detail: 'no column province, email, site, address' }],
  });
  expect(openReference({ dataDir }).contacts()).toEqual([{ name: 'Trung tâm', phone: '0240 000 000' }]);
});

it('a file without a contact takes nothing away', async () => {
  await take(`${HEADER},Trung tâm,0240 000 000,,,\n`);
  for (const text of ['', HEADER, ',Trung tâm,0240 111 111,,,\n']) {
    expect(await take(text)).toEqual({
      applied: false,
      faults: [
        {
          fault: 'no-rows',
          detail: 'the file holds no contact: write rows below the header province,name,phone,email,site,address',
        },
      ],
      contacts: 0,
    });
  }
  expect(openReference({ dataDir }).contacts()).toEqual([{ name: 'Trung tâm', phone: '0240 000 000' }]);
});
