import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshStore } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { openRegistry } from '../network/registry.ts';
import { openStore } from './open-store.ts';

test('what was registered is there at the next opening; registering again replaces all that was said', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-store-'));
  await copyFreshStore(path);
  const point = {
    id: 'p1',
    name: 'One',
    networkKind: 'exchange' as const,
    publicKey: { kty: 'OKP' as const, crv: 'Ed25519' as const, x: 'c2F5cyBub3RoaW5n' },
  };
  const first = await openStore({ path });
  await openRegistry(first.database).register({ ...point, url: 'https://p1.example', city: 'Huế' });
  await first.close();
  const second = await openStore({ path });
  const registry = openRegistry(second.database);
  expect(await registry.byId('p1')).toMatchObject({
    name: 'One',
    url: 'https://p1.example',
    city: 'Huế',
    state: 'active',
  });
  await registry.register({ ...point, sameHostPort: 8081 });
  expect(await registry.byId('p1')).toMatchObject({ url: null, sameHostPort: 8081, city: null });
  await second.close();
  rmSync(path, { recursive: true });
}, 60_000);

test('a registration that cannot be is refused, each fault named', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-store-'));
  await copyFreshStore(path);
  const store = await openStore({ path });
  const registry = openRegistry(store.database);
  const publicKey = { kty: 'OKP' as const, crv: 'Ed25519' as const, x: 'AA' };
  const both = { id: 'P 1', name: '', networkKind: 'exchange' as const, publicKey, url: 'ftp://x' };
  await expect(registry.register(both)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'id' }, { path: 'name' }, { path: 'url' }],
  });
  const neither = { id: 'p1', name: 'One', networkKind: 'exchange' as const, publicKey };
  await expect(registry.register(neither)).rejects.toMatchObject({ faults: [{ path: 'url' }] });
  await store.close();
  rmSync(path, { recursive: true });
}, 60_000);

test('a server that does not answer is named, with its host', async () => {
  await expect(openStore({ url: 'postgres://u:secret@127.0.0.1:9/x' })).rejects.toThrow(
    /^PostgreSQL at 127\.0\.0\.1:9 cannot be used: (?!.*secret)/,
  );
});

test('a store that a newer version has used is refused and left as it is', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-store-'));
  await copyFreshStore(path);
  const store = await openStore({ path });
  await store.executeSql("INSERT INTO schema_migrations (name) VALUES ('9999-tomorrow.sql')");
  await store.close();
  await expect(openStore({ path })).rejects.toThrow(
    `PostgreSQL at ${path} cannot be used: a newer version of i-Speed has used it (9999-tomorrow.sql): start that one`,
  );
  rmSync(path, { recursive: true });
}, 60_000);

test('the folder is its owner’s alone, also one that was open to all', async () => {
  const root = mkdtempSync(join(tmpdir(), 'i-speed-store-'));
  const path = join(root, 'store');
  await copyFreshStore(path);
  chmodSync(path, 0o755);
  const store = await openStore({ path });
  expect(statSync(path).mode & 0o777).toBe(0o700);
  await store.close();
  rmSync(root, { recursive: true });
}, 60_000);
