// From a request's JSON to submissions that may be trusted, or every fault of them.
import { BATCH_LIMIT, DAY_MS, type Fault, type Submission, submission } from '@i-speed/spec';
import { idTimeMs } from '@i-speed/warehouse';
import { faultsOf, ProblemError } from '../problem.ts';

/** What the sender may have got wrong of the time: more is refused, as every day and month would be wrong with it. */
export const FUTURE_LIMIT_MS = 5 * 60_000;

/** Kept on a device this long at most; older ones are refused, so that nobody writes into periods long published. */
export const AGE_LIMIT_MS = 366 * DAY_MS;

/** One entry of a batch: a submission, or the faults for which it is refused. */
export type Parsed = { readonly submission: Submission } | { readonly faults: readonly Fault[] };

/**
 * The entries of a body in their order; `isBatch` tells whether it was an array. Throws ProblemError `invalid` for an array that is empty or
 * too long, as then no entry is looked at.
 */
export function parseSubmissions(body: unknown, nowMs: number): { entries: Parsed[]; isBatch: boolean } {
  if (!Array.isArray(body)) return { entries: [parseOne(body, nowMs)], isBatch: false };
  if (body.length < 1 || body.length > BATCH_LIMIT) {
    const message = `a batch holds 1 to ${BATCH_LIMIT} measurements, this one ${body.length}; send it in parts`;
    throw new ProblemError('invalid', message, { faults: [{ path: '', message }] });
  }
  return { entries: body.map((entry) => parseOne(entry, nowMs)), isBatch: true };
}

function parseOne(entry: unknown, nowMs: number): Parsed {
  const parsed = submission.safeParse(entry);
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const faults = timeFaults(parsed.data, nowMs);
  return faults.length > 0 ? { faults } : { submission: { ...parsed.data, id: parsed.data.id.toLowerCase() } };
}

function timeFaults({ id, startedAt }: Submission, nowMs: number): Fault[] {
  return [
    ...timeFault('id', 'the time in the id', idTimeMs(id), nowMs),
    ...timeFault('startedAt', 'the start', Date.parse(startedAt), nowMs),
  ];
}

function timeFault(path: string, what: string, atMs: number, nowMs: number): Fault[] {
  if (atMs > nowMs + FUTURE_LIMIT_MS)
    return [{ path, message: `${what} lies more than 5 minutes in the future; set the device's clock` }];
  if (atMs < nowMs - AGE_LIMIT_MS)
    return [{ path, message: `${what} lies more than 366 days back; so old a measurement is not taken` }];
  return [];
}
