// M-Lab's Locate v2 for ndt7: the points this hub would offer, in the answer that M-Lab's clients read.

import { randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_ISSUER, ACCESS_TOKEN_LIFETIME_S } from '@i-speed/spec';
import { SignJWT } from 'jose';
import { present } from '../present.ts';
import type { PointRow } from '../store/schema.ts';
import type { Caller, TicketOffice } from './give-tickets.ts';
import { networkFacts } from './network-of.ts';
import { pointAddress } from './point-address.ts';
import { rankPoints } from './rank.ts';

export interface LocateResult {
  readonly machine: string;
  readonly hostname: string;
  readonly location: { readonly city: string; readonly country: string };
  /** By the literal template `ws:///ndt/v7/download`: the address to open, token and metadata in its query. */
  readonly urls: Readonly<Record<string, string>>;
}

/** As many as M-Lab gives. */
const RESULT_LIMIT = 4;
const LOCATE_VERSION = 'v2';

/** Up to four points, best first. What the client says of itself (`client_…`) goes into each address. */
export async function locateNdt7(
  office: TicketOffice,
  query: URLSearchParams,
  caller: Caller,
): Promise<readonly LocateResult[]> {
  const points = await office.registry.all();
  const { country, operatorName, family } = networkFacts(office.lookUp, caller.address);
  const asker = present({ country, operatorName, family });
  const offered = rankPoints(points, asker, randomUUID()).slice(0, RESULT_LIMIT);
  const said = [...query].filter(([name]) => name.startsWith('client_'));
  return Promise.all(offered.map((point, index) => resultOf(office, point, index, said, caller.host)));
}

async function resultOf(
  office: TicketOffice,
  point: PointRow,
  index: number,
  said: readonly (readonly [string, string])[],
  requestHost: string,
): Promise<LocateResult> {
  const base = new URL(pointAddress(point, requestHost).url);
  const scheme = base.protocol === 'https:' ? 'wss' : 'ws';
  const token = await signAccess(office, point.id);
  const urls = ['download', 'upload'].map((direction): [string, string] => {
    const address = new URL(`/ndt/v7/${direction}`, base);
    address.protocol = scheme;
    for (const [name, value] of said) address.searchParams.append(name, value);
    address.searchParams.set('access_token', token);
    address.searchParams.set('index', String(index));
    address.searchParams.set('locate_version', LOCATE_VERSION);
    address.searchParams.set('metro_rank', '0');
    return [`${scheme}:///ndt/v7/${direction}`, address.href];
  });
  return {
    machine: point.id,
    hostname: base.hostname,
    location: { city: point.city ?? '', country: point.country ?? '' },
    urls: Object.fromEntries(urls),
  };
}

function signAccess({ key, clock }: TicketOffice, pointId: string): Promise<string> {
  const nowS = Math.floor(clock() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: key.publicJwk.kid })
    .setIssuer(ACCESS_TOKEN_ISSUER)
    .setSubject('ndt')
    .setAudience([pointId])
    .setJti(randomUUID())
    .setIssuedAt(nowS)
    .setExpirationTime(nowS + ACCESS_TOKEN_LIFETIME_S)
    .sign(key.privateKey);
}
