// The public keys of the hub's tickets: kept, renewed now and then, and asked for again when a ticket names an unknown one.
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** A ticket with an unknown key makes the point ask again, but not more often than this. */
const COOLDOWN_MS = 10_000;
const ANSWER_MS = 5_000;
/** A key that the hub has withdrawn is forgotten after this at the latest, while the hub answers. */
const RENEW_MS = 600_000;

export type HubKeys = { find: JWTVerifyGetKey; close(): void };

/**
 * Keys of the hub at this origin (`GET /api/v1/keys`), or the keys themselves. Begins to ask at once and never fails: a hub that
 * is not up yet is asked again by the first ticket, and keys once known stay when the hub is away.
 */
export function openHubKeys(hub: string | JSONWebKeySet): HubKeys {
  if (typeof hub !== 'string') return { find: createLocalJWKSet(hub), close: () => undefined };
  const keys = createRemoteJWKSet(new URL('/api/v1/keys', hub), {
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: ANSWER_MS,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
  const renew = () => void keys.reload().catch(() => undefined);
  renew();
  const timer = setInterval(renew, RENEW_MS).unref();
  return { find: keys, close: () => clearInterval(timer) };
}
