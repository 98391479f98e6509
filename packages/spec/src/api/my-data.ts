// POST /api/v1/my-data and /api/v1/my-data/erase: all that the hub holds of one install, for whoever has its pseudonym.
import * as z from 'zod';
import { measurement } from '../record/measurement.ts';
import { whole } from '../units.ts';
import { unitName } from './unit.ts';

/** The pseudonym is random, made on the device and never published: knowing it is the proof that the data is one's own. */
export const ownProof = z.strictObject({ installId: z.uuid() });

export const myData = z.object({
  /** The whole records as they are kept, newest first. */
  measurements: z.array(measurement),
  /** True where there are more than are told at once. */
  isCut: z.boolean(),
  whiteSpots: z.array(
    z.object({
      id: z.uuid(),
      observedAt: z.iso.datetime(),
      operatorId: z.string(),
      provinceCode: z.string(),
      communeCode: z.string().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
      note: z.string().optional(),
    }),
  ),
  problemReports: z.array(
    z.object({ number: z.string(), receivedAt: z.iso.datetime(), text: z.string(), contact: z.string().optional() }),
  ),
  /** The unit whose link brought the install. */
  unit: unitName.optional(),
});
export type MyData = z.infer<typeof myData>;

/** How many of each were erased. */
export const erased = z.object({ measurements: whole, whiteSpots: whole, problemReports: whole });
export type Erased = z.infer<typeof erased>;
