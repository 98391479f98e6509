// The addresses of all points, signed, so that operators can leave measuring traffic out of what people pay for.
import { CompactSign } from 'jose';
import type { KnownPoint } from './point-state.ts';
import type { TicketKey } from './ticket-key.ts';

export interface ListedPoint {
  readonly id: string;
  readonly operatorName?: string;
  readonly state: KnownPoint['state'];
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  /** IPv4 and IPv6 addresses as its operator told them. */
  readonly addresses: readonly string[];
}

export interface AddressList {
  readonly issuedAt: string;
  readonly points: readonly ListedPoint[];
}

export const ADDRESS_LIST_TYPE = 'i-speed-addresses+jws';

/** The list, and the same as a JWS whose payload it is; a point that stands on a hub's own machine has no address of its own. */
export async function listAddresses(
  points: readonly KnownPoint[],
  key: TicketKey,
  nowMs: number,
): Promise<AddressList & { readonly jws: string }> {
  const list: AddressList = {
    issuedAt: new Date(nowMs).toISOString(),
    points: points.filter(({ url }) => url !== null).map(listed),
  };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(list)))
    .setProtectedHeader({ alg: 'EdDSA', typ: ADDRESS_LIST_TYPE, kid: key.publicJwk.kid })
    .sign(key.privateKey);
  return { ...list, jws };
}

function listed(point: KnownPoint): ListedPoint {
  const urls = [point.url, point.ipv4Url, point.ipv6Url].flatMap((url) => (url === null ? [] : [new URL(url)]));
  const portOf = ({ port, protocol }: URL) => (port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80);
  return {
    id: point.id,
    ...(point.operatorName !== null && { operatorName: point.operatorName }),
    state: point.state,
    hosts: [...new Set(urls.map(({ hostname }) => hostname))],
    ports: [...new Set(urls.map(portOf))],
    addresses: point.addresses,
  };
}
