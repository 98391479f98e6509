// POST /api/v1/tickets: candidates for a measurement, each with the permission to measure there.
import {
  type Candidate,
  type Network,
  TICKET_ISSUER,
  TICKET_LIFETIME_S,
  TICKET_TYPE,
  type TicketRequest,
  type TicketResponse,
} from '@i-speed/spec';
import { SignJWT } from 'jose';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { type AddressLookup, networkFacts } from './network-of.ts';
import { pointAddress } from './point-address.ts';
import type { KnownPoint } from './point-state.ts';
import { type Asker, rankPoints } from './rank.ts';
import type { Registry } from './registry.ts';
import type { TicketKey } from './ticket-key.ts';

export interface TicketOffice {
  readonly registry: Registry;
  readonly key: TicketKey;
  readonly lookUp: AddressLookup;
  /** The label point of a province of today; absent for a code that is none. */
  readonly placeOf: (provinceCode: string) => { latitude: number; longitude: number } | undefined;
  readonly clock: () => number;
}

/** From where the request came. */
export interface Caller {
  /** IP address. */
  readonly address: string;
  /** Host header under which the caller reached the hub. */
  readonly host: string;
}

/**
 * Candidates, best first; the chosen point alone where one was chosen. None is an answer too: no point takes measurements now.
 * Throws ProblemError `invalid` for a chosen point that does not exist or takes none.
 */
export async function giveTickets(
  office: TicketOffice,
  request: TicketRequest,
  caller: Caller,
): Promise<TicketResponse> {
  const issuedAtS = Math.floor(office.clock() / 1000);
  const network = networkFacts(office.lookUp, caller.address);
  const points = await office.registry.all();
  const measurementId = request.measurementId.toLowerCase();
  const offered =
    request.pointId === undefined
      ? rankPoints(points, askerOf(office, request, network), measurementId)
      : [chosen(points, request.pointId)];
  const candidates = offered.map(
    async (point): Promise<Candidate> =>
      present({
        pointId: point.id,
        name: point.name,
        operatorName: point.operatorName ?? undefined,
        city: point.city ?? undefined,
        country: point.country ?? undefined,
        ...pointAddress(point, caller.host),
        ticket: await sign(office.key, point.id, measurementId, issuedAtS),
      }),
  );
  return {
    measurementId,
    network,
    candidates: await Promise.all(candidates),
    expiresAt: new Date((issuedAtS + TICKET_LIFETIME_S) * 1000).toISOString(),
  };
}

function askerOf(office: TicketOffice, { provinceCode, place }: TicketRequest, network: Network): Asker {
  const near = provinceCode === undefined ? undefined : office.placeOf(provinceCode);
  const { country, operatorName, family } = network;
  return present({ country, operatorName, family, near, wantsAbroad: place === 'abroad' ? true : undefined });
}

function chosen(points: readonly KnownPoint[], pointId: string): KnownPoint {
  const point = points.find(({ id }) => id === pointId);
  if (point?.state === 'active') return point;
  const message =
    point === undefined
      ? 'there is no such point; GET /api/v1/points lists those there are'
      : `this point is ${point.state}; choose another, or leave pointId out`;
  throw new ProblemError('invalid', 'the chosen point cannot be used', { faults: [{ path: 'pointId', message }] });
}

function sign(key: TicketKey, pointId: string, measurementId: string, issuedAtS: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', typ: TICKET_TYPE, kid: key.publicJwk.kid })
    .setIssuer(TICKET_ISSUER)
    .setAudience(pointId)
    .setJti(measurementId)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + TICKET_LIFETIME_S)
    .sign(key.privateKey);
}
