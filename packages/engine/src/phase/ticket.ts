// Phase 1: asks the hub which points to try and for the permission to measure there.
import type { Candidate, Network, TicketRequest, TicketResponse } from '@i-speed/spec';
import { asFields } from '../control/wire.ts';
import { type JsonAnswer, TransferError } from '../platform/platform.ts';
import type { Context } from './context.ts';
import { NO_HUB } from './details.ts';

/** A hub answers in tens of milliseconds; after this a person should hear what is wrong. */
const TICKET_TIMEOUT_MS = 6_000;
/** A record takes no more of a failure's detail. */
const MOST_WORDS = 500;

/** The hub's answer; absent when there is none, with the failure told. */
export async function requestTicket(context: Context): Promise<TicketResponse | undefined> {
  const { options, platform, signal } = context;
  const request: TicketRequest = {
    measurementId: context.id,
    client: { kind: options.client.kind, version: options.client.version },
    ...(options.pointId === undefined ? {} : { pointId: options.pointId }),
    ...(options.place === undefined ? {} : { place: options.place }),
  };
  const timeout = AbortSignal.timeout(TICKET_TIMEOUT_MS);
  try {
    const url = `${options.hubUrl.replace(/\/$/, '')}/api/v1/tickets`;
    const answer = await platform.requestJson(url, request, AbortSignal.any([signal, timeout]));
    const ticket = answer.status < 300 ? readTicketResponse(answer.body) : undefined;
    if (ticket !== undefined) return ticket;
    context.fail(answer.status === 503 ? 'ticket.storage' : 'ticket.refused', describeRefusal(answer));
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (signal.aborted) context.fail('ticket.aborted');
    else if (timeout.aborted) context.fail('ticket.timeout', `no answer within ${TICKET_TIMEOUT_MS} ms`);
    else context.fail('ticket.offline', error.message);
  }
  return undefined;
}

/** The hub's own words where it gave any; a gateway before a hub that is away gives none of its own. */
function describeRefusal({ status, body }: JsonAnswer): string {
  const told = asFields(body);
  if (typeof told?.title !== 'string') return status < 500 ? NO_HUB : `HTTP ${status}`;
  const faults = Array.isArray(told.faults) ? told.faults.map((one) => asFields(one)?.message) : [];
  const [first = told.detail ?? told.title] = faults;
  return `HTTP ${status}: ${first}`.slice(0, MOST_WORDS);
}

function readTicketResponse(body: unknown): TicketResponse | undefined {
  const fields = asFields(body);
  const network = asFields(fields?.network);
  if (typeof fields?.measurementId !== 'string' || typeof fields.expiresAt !== 'string') return undefined;
  if (network?.family !== 4 && network?.family !== 6) return undefined;
  if (!Array.isArray(fields.candidates) || !fields.candidates.every(isCandidate)) return undefined;
  return {
    measurementId: fields.measurementId,
    network: asNetwork(network),
    candidates: fields.candidates,
    expiresAt: fields.expiresAt,
  };
}

function isCandidate(value: unknown): value is Candidate {
  const fields = asFields(value);
  return [fields?.pointId, fields?.name, fields?.url, fields?.ticket].every((text) => typeof text === 'string');
}

/** Guarantee: `family` was checked; the other parts are optional and only shown. */
function asNetwork(fields: object): Network {
  return fields as Network;
}
