// Errors of the API as RFC 9457 problem+json, with every fault named.
import * as z from 'zod';

export const fault = z.object({
  /** JSON path in the request, e.g. `download.rateMbps` or `[3].id`. */
  path: z.string(),
  message: z.string().describe('what is wrong and how to mend it'),
});
export type Fault = z.infer<typeof fault>;

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
