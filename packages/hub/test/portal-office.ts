// The portal's people over a real store of their own, without the rest of a hub.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PortalPerson } from '@i-speed/spec';
import type { InviteDesk } from '../src/people/invite.ts';
import { openPeople, type People } from '../src/people/people.ts';
import { type Database, openStore } from '../src/store/open-store.ts';

export interface PortalOffice extends AsyncDisposable {
  readonly database: Database;
  readonly people: People;
  readonly parts: InviteDesk;
  /** May invite anybody; is in no table. */
  readonly admin: PortalPerson;
}

/** Opens it in an empty folder, which disposing removes. */
export async function openPortalOffice(): Promise<PortalOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-office-'));
  const store = await openStore({ path: folder });
  const { database } = store;
  const people = openPeople({ database, secret: 'a secret of the test' }, Date.now);
  const known = { provinceByCode: () => undefined, operatorById: () => undefined, currentEdition: '2025-07-01' };
  return {
    database,
    people,
    parts: { people, desk: { database, clock: Date.now }, reference: known, isDemo: false },
    admin: { id: 'admin', name: 'Quản trị', email: 'admin@x.example', grants: [{ role: 'national-admin' }] },
    async [Symbol.asyncDispose]() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
