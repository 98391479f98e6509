// Checks tickets (protocol 8): signed by the hub, for this point, for this measurement, in time, and only once.
import { CLOCK_SKEW_S, TICKET_ISSUER, TICKET_LIFETIME_S, TICKET_TYPE } from '@i-speed/spec';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Refusal } from './refusal.ts';

export type TicketDesk = {
  /** Resolves when the ticket opens this measurement here; throws Refusal otherwise. A ticket that was honoured is used up. */
  honour(ticket: string | undefined, measurementId: string): Promise<void>;
};

export type UsedTickets = {
  /** True for the first who claims it; what was claimed is forgotten after `untilMs`, ms since 1970. */
  claim(measurementId: string, untilMs: number): boolean | Promise<boolean>;
};

/** Remembers the tickets that this point has honoured, until they have expired. */
export function openUsedTickets(nowMs: () => number): UsedTickets {
  const used = new Map<string, number>();
  return {
    claim(measurementId, untilMs) {
      forget(used, nowMs());
      if (used.has(measurementId)) return false;
      used.set(measurementId, untilMs);
      return true;
    },
  };
}

/** A desk for the tickets of one hub. Where its keys cannot be had, tickets are refused as `ticket-invalid` with that reason, never accepted. */
export function openTicketDesk(
  pointId: string,
  keys: JWTVerifyGetKey,
  nowMs: () => number,
  used: UsedTickets,
): TicketDesk {
  return {
    async honour(ticket, measurementId) {
      if (ticket === undefined)
        throw new Refusal('ticket-missing', 'this point measures only with a ticket of its hub');
      const currentDate = new Date(nowMs());
      const { payload } = await jwtVerify(ticket, keys, {
        issuer: TICKET_ISSUER,
        audience: pointId,
        typ: TICKET_TYPE,
        algorithms: ['EdDSA'],
        clockTolerance: CLOCK_SKEW_S,
        maxTokenAge: TICKET_LIFETIME_S,
        requiredClaims: ['exp', 'iat', 'jti'],
        currentDate,
      }).catch((error: unknown) => {
        throw refusalOf(error, nowMs());
      });
      if (payload.jti !== measurementId) throw new Refusal('ticket-invalid', 'the ticket is for another measurement');
      if (!(await used.claim(measurementId, nowMs() + (TICKET_LIFETIME_S + 2 * CLOCK_SKEW_S) * 1000)))
        throw new Refusal('ticket-used', 'this ticket has opened a measurement here before');
    },
  };
}

/** Drops entries whose ticket has expired: they are in the order in which they were used, so the first that stays ends the walk. */
function forget(used: Map<string, number>, nowMs: number): void {
  for (const [id, untilMs] of used) {
    if (untilMs > nowMs) return;
    used.delete(id);
  }
}

function refusalOf(error: unknown, atMs: number): Refusal {
  if (error instanceof errors.JWTExpired)
    return new Refusal('ticket-expired', 'the ticket has expired; ask the hub for a new one');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iat') {
    const aheadS = Math.round(Number(error.payload.iat) - atMs / 1000);
    return new Refusal(
      'ticket-invalid',
      `by this point's clock the ticket is made in ${aheadS} s: that clock or the hub's is wrong`,
    );
  }
  if (error instanceof errors.JOSEError) return new Refusal('ticket-invalid', error.message);
  const why = error instanceof Error ? error.message : String(error);
  return new Refusal('ticket-invalid', `the hub's keys cannot be had now (${why})`, KEYS_RETRY_MS);
}

/** What was refused because the hub did not answer may be tried again after this. */
const KEYS_RETRY_MS = 5_000;
