// Errors of the API as RFC 9457 problem+json, with every fault named.
import * as z from 'zod';

/** What is wrong with a value, for whoever words it in another language. */
export const faultKind = z.enum([
  'missing',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'form',
  'unknown',
  'in-future',
  'before-start',
  'more-than-all',
  'consolidated',
]);
export type FaultKind = z.infer<typeof faultKind>;

export const fault = z.object({
  /** JSON path in the request, e.g. `download.rateMbps` or `[3].id`. */
  path: z.string(),
  message: z.string().describe('what is wrong and how to mend it'),
  kind: faultKind.optional().describe('absent where the message alone tells it'),
  given: z.string().optional().describe('the code that is unknown'),
  limit: z.number().optional().describe('the bound that a value of a kind too-… passes'),
});
export type Fault = z.infer<typeof fault>;

/** Statuses of a request that was right and came at the wrong time: too slow, too early, too often (RFC 9110, 8470, 6585). */
const WRONG_TIME: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether the same request may be taken later: the server is ill or busy. What is wrong with a request itself stays wrong. */
export function mayBeSentAgain(status: number): boolean {
  return status >= 500 || WRONG_TIME.has(status);
}

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Stable word for programs. */
  code: z.string(),
  faults: z.array(fault).optional(),
});
export type Problem = z.infer<typeof problem>;
