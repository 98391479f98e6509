// POST /api/v1/measurements: what the hub answers once a measurement is safely kept.
import * as z from 'zod';
import { validity } from '../record/measurement.ts';
import { uuidv7 } from '../units.ts';
import { validityReason } from '../validity.ts';
import { problem } from './problem.ts';

/** Most submissions in one request. */
export const BATCH_LIMIT = 500;

/** The same for the first post of an id and for every repetition. */
export const acknowledgement = z.object({
  id: uuidv7,
  /** Permalink of the result page, as a path. */
  path: z.string(),
  validity,
  reasons: z.array(validityReason),
  countsInStatistics: z.boolean(),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Answer to a batch: one entry for each submission, in their order; a refused one does not harm the others. */
export const batchAcknowledgement = z.object({
  results: z.array(
    z.union([
      z.object({ kept: z.literal(true), ...acknowledgement.shape }),
      z.object({ kept: z.literal(false), problem }),
    ]),
  ),
});
export type BatchAcknowledgement = z.infer<typeof batchAcknowledgement>;
