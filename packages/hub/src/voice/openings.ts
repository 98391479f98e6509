// How often the pages are opened in the whole country. The device itself tells whether it is its first time: no pseudonym travels.
import { dayOf } from '@i-speed/statistics';
import * as z from 'zod';
import { and, asc, gte, lte, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { openings } from '../store/voice-schema.ts';

export const opening = z.strictObject({
  first: z
    .enum(['ever', 'today', 'no'])
    .describe('what this opening is for the device: its first, its first of the day, or neither'),
});
export type Opening = z.infer<typeof opening>;

const count = z.int().min(0);
export const openingDay = z.object({
  day: z.iso.date(),
  opens: count,
  devices: count.describe('that opened on the day, as they say themselves'),
  newDevices: count.describe('that had never opened before, as they say themselves'),
});
export type OpeningDay = z.infer<typeof openingDay>;

export interface OpeningDesk {
  readonly database: Database;
  readonly timeZone: string;
  readonly clock: () => number;
}

/** Adds one to today. Rejects where the store does not answer. */
export async function countOpening({ database, timeZone, clock }: OpeningDesk, { first }: Opening): Promise<void> {
  const devices = first === 'no' ? 0 : 1;
  const newDevices = first === 'ever' ? 1 : 0;
  await database
    .insert(openings)
    .values({ day: dayOf(clock(), timeZone), opens: 1, devices, newDevices })
    .onConflictDoUpdate({
      target: openings.day,
      set: {
        opens: sql`${openings.opens} + 1`,
        devices: sql`${openings.devices} + ${devices}`,
        newDevices: sql`${openings.newDevices} + ${newDevices}`,
      },
    });
}

/** The days of a period that had openings, in order; both ends are included. */
export async function listOpenings({ database }: OpeningDesk, from: string, to: string): Promise<OpeningDay[]> {
  return database
    .select()
    .from(openings)
    .where(and(gte(openings.day, from), lte(openings.day, to)))
    .orderBy(asc(openings.day));
}
