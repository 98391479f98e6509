import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshStore } from '@i-speed/testbed';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase } from '../../test/fresh-database.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { keys } from '../store/schema.ts';
import { openTicketKey } from './ticket-key.ts';

const root = mkdtempSync(join(tmpdir(), 'i-speed-key-'));
let store: Store;
let folder = '';

beforeAll(async () => {
  const url = await freshDatabase();
  if (url === undefined) await copyFreshStore(join(root, 'store'));
  store = await openStore(url === undefined ? { path: join(root, 'store') } : { url });
});
beforeEach(async () => {
  await store.database.delete(keys);
  folder = mkdtempSync(join(root, 'hub-'));
});
afterAll(async () => {
  await store.close();
  rmSync(root, { recursive: true });
});

const open = (given?: string) => openTicketKey(store.database, { given, folder });
const newKey = async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
};
const kept = async () => (await store.database.select().from(keys)).map(({ jwk }) => jwk);

test('hubs that need a key at the same moment get one, and those that come later the same', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  expect(b.publicJwk).toEqual(a.publicJwk);
  expect(b.secret).toBe(a.secret);
  expect((await open()).publicJwk).toEqual(a.publicJwk);
  expect(await kept()).toHaveLength(1);
});

test('the key that a folder has from before becomes that of all', async () => {
  const before = await newKey();
  writeFileSync(join(folder, 'ticket-key.json'), `${before}\n`);
  expect((await open()).secret).toBe(JSON.parse(before).d);
  expect(await kept()).toEqual([before]);
  folder = mkdtempSync(join(root, 'hub-'));
  expect((await open()).secret).toBe(JSON.parse(before).d);
});

test('a key that is given goes before all others, and is kept by whoever gave it', async () => {
  const given = await newKey();
  expect((await open(given)).secret).toBe(JSON.parse(given).d);
  expect(await kept()).toEqual([]);
});

test('what is no key is refused, and the refusal names where it stands', async () => {
  await expect(open('{}')).rejects.toThrow('I_SPEED_TICKET_KEY');
  writeFileSync(join(folder, 'ticket-key.json'), 'torn');
  await expect(open()).rejects.toThrow('ticket-key.json');
  await store.database.insert(keys).values({ name: 'tickets', jwk: 'torn' });
  await expect(open()).rejects.toThrow('in the database');
});
