// The ticket: the hub's signed permission for one measurement at one point (JWT, EdDSA).
import * as z from 'zod';
import { slug, uuidv7 } from '../units.ts';

export const TICKET_ISSUER = 'i-speed-hub';
export const TICKET_TYPE = 'i-speed-ticket+jwt';
/** A ticket opens a measurement for this long after it was made. */
export const TICKET_LIFETIME_S = 60;

/** Clocks of hub and point may differ by this much: a hub offers no point whose reports show more, so that no ticket is refused for it. */
export const CLOCK_SKEW_S = 30;

/** Claims of a ticket. `jti` is the measurement's id and may be used once per point. */
export const ticketClaims = z.looseObject({
  iss: z.literal(TICKET_ISSUER),
  aud: slug.describe('the point it is for'),
  jti: uuidv7.describe('the measurement it is for'),
  iat: z.int(),
  exp: z.int(),
});
export type TicketClaims = z.infer<typeof ticketClaims>;

/** Issuer of the access tokens that M-Lab's clients carry from `/v2/nearest` to a point (m-lab/access). */
export const ACCESS_TOKEN_ISSUER = 'locate';
/** An access token is good for this long. */
export const ACCESS_TOKEN_LIFETIME_S = 60;
