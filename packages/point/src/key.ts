// The point's own signing key: made at first start, kept where only the point's user can read it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { makeFolder } from './make-folder.ts';

export type PointKey = { privateKey: CryptoKey; publicJwk: JWK };

/** Loads `key.json` (private JWK, Ed25519) from the folder or makes it there, mode 0600. Throws where the folder is not writable or the file is no key. */
export async function openKey(folder: string, keyId: string): Promise<PointKey> {
  await makeFolder(folder, 0o700);
  const path = join(folder, 'key.json');
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const jwk: JWK = stored === undefined ? await makeKey(path) : parse(stored);
  const privateKey = await importJWK({ ...jwk, ext: true }, 'EdDSA').catch(() => undefined);
  const { kty, crv, x } = jwk;
  if (!(privateKey instanceof CryptoKey) || kty === undefined || crv === undefined || x === undefined)
    throw new Error(
      `${path} is not the key that was made here: put its copy back, or delete it and join the hub again with the new key`,
    );
  return { privateKey, publicJwk: { kty, crv, x, kid: keyId, use: 'sig', alg: 'EdDSA' } };
}

/** An object without fields for what is no JSON. */
function parse(stored: string): JWK {
  try {
    return JSON.parse(stored) ?? {};
  } catch {
    return {};
  }
}

async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  await writeFile(path, JSON.stringify(jwk), { mode: 0o600, flag: 'wx', flush: true });
  return jwk;
}
