// The key's file as a machine may leave it: whole, cut short, or another's.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKey } from './key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the key of the first start is that of every later one', async () => {
  const made = await openKey(folder, 'p1');
  expect((await openKey(folder, 'p1')).publicJwk).toEqual(made.publicJwk);
  expect(made.publicJwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: 'p1' });
});

test.each(['', '{', 'null', '{"a":1}', '{"kty":"oct","k":"AAAA"}'])(
  'a file with %j is named, and stays',
  async (text) => {
    const path = join(folder, 'key.json');
    await writeFile(path, text);
    await expect(openKey(folder, 'p1')).rejects.toThrow(`${path} is not the key that was made here`);
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);
