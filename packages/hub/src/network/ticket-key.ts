// The key with which the hub signs tickets: given by setting, else made once and kept in the data folder.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { ConfigError } from '../config.ts';

export interface TicketKey {
  readonly privateKey: CryptoKey;
  /** The private part as text: other secrets that all hubs share are derived from it. */
  readonly secret: string;
  /** With `kid` (RFC 7638 thumbprint), `alg` and `use`; what GET /api/v1/keys shows. */
  readonly publicJwk: PublicJwk;
}

/** Public Ed25519 key (RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/** Reads the key given as JWK text, else the one in the folder, else makes one there that only its owner may read. Throws ConfigError for a key that is none. */
export async function openTicketKey(folder: string, given?: string): Promise<TicketKey> {
  if (given !== undefined) return readKey(given, 'I_SPEED_TICKET_KEY');
  const path = join(folder, 'ticket-key.json');
  if (existsSync(path)) return readKey(readFileSync(path, 'utf8'), path);
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const text = JSON.stringify(await exportJWK(privateKey));
  writeFileSync(path, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return readKey(text, path);
}

async function readKey(text: string, origin: string): Promise<TicketKey> {
  try {
    const jwk: JWK = JSON.parse(text);
    if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.x === undefined || jwk.d === undefined)
      throw new Error('no Ed25519 key');
    const privateKey = await importJWK(jwk, 'EdDSA');
    if (privateKey instanceof Uint8Array) throw new Error('no asymmetric key');
    const publicPart = { kty: 'OKP', crv: 'Ed25519', x: jwk.x } as const;
    const kid = await calculateJwkThumbprint(publicPart);
    return { privateKey, secret: jwk.d, publicJwk: { ...publicPart, kid, alg: 'EdDSA', use: 'sig' } };
  } catch {
    throw new ConfigError([
      `${origin}: must hold a private Ed25519 key as JWK ({"kty":"OKP","crv":"Ed25519","x":…,"d":…})`,
    ]);
  }
}
