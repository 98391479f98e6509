import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReference } from '@i-speed/reference';
import { expect, test } from 'vitest';
import { fillContacts } from './contacts.ts';

test('the demo names its centre and a department for every province, and leaves what was imported', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'i-speed-demo-contacts-'));
  try {
    await fillContacts(dataDir);
    await fillContacts(dataDir);
    const reference = openReference({ dataDir: join(dataDir, 'reference') });
    const contacts = [...reference.contacts()];
    expect(contacts.filter(({ provinceCode }) => provinceCode === undefined)).toHaveLength(1);
    const codes = contacts.flatMap(({ provinceCode }) => (provinceCode === undefined ? [] : [provinceCode]));
    expect(codes.sort()).toEqual(
      reference
        .provinces(reference.currentEdition)
        .map(({ code }) => code)
        .sort(),
    );
    expect(contacts.every(({ email }) => email?.endsWith('.example'))).toBe(true);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
