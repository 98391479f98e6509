// The key with which all hubs of a system sign tickets: given by setting, else made once and kept in the database.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { ConfigError } from '../config.ts';
import { eq } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { keys } from '../store/schema.ts';

const NAME = 'tickets';
const IN_DATABASE = 'the key of tickets in the database';

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

/**
 * The key given as JWK text, else the one in the database, which the first hub that needs it puts there: the one that its folder has from
 * before, or a new one. Throws ConfigError for a key that is none.
 */
export async function openTicketKey(
  database: Database,
  { given, folder }: { readonly given: string | undefined; readonly folder: string },
): Promise<TicketKey> {
  if (given !== undefined) return readKey(given, 'I_SPEED_TICKET_KEY');
  const kept = () => database.select().from(keys).where(eq(keys.name, NAME));
  const [found] = await kept();
  if (found !== undefined) return readKey(found.jwk, IN_DATABASE);
  const path = join(folder, 'ticket-key.json');
  const jwk = existsSync(path) ? readFileSync(path, 'utf8').trim() : await makeKey();
  const key = await readKey(jwk, existsSync(path) ? path : IN_DATABASE);
  await database.insert(keys).values({ name: NAME, jwk }).onConflictDoNothing();
  // Another hub may have been the first.
  const [first] = await kept();
  return first === undefined ? key : readKey(first.jwk, IN_DATABASE);
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
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
