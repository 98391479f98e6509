// The nation's month: what each province hands up of its own consolidation, and what they add up to.
import * as z from 'zod';
import { areaCode, slug, whole } from '../units.ts';
import { reportMonth } from './campaign.ts';
import { consolidation, reportState } from './report.ts';
import { setAside, unitFigures } from './unit.ts';

const day = z.iso.date();

/** Who hands a report up to the nation: a province by its code, or `vn` for the bodies of the nation itself. */
export const nationSender = z.union([areaCode, z.literal('vn')]);

/** What a sender handed up: the sums of a consolidation, and who was missing in it. */
export const handedUp = consolidation.pick({ totals: true, units: true, missing: true }).extend({
  window: z.object({ from: day, to: day }),
  /** Version of the campaign's consolidation it was taken from. */
  consolidation: z.int().min(1),
});
export type HandedUp = z.infer<typeof handedUp>;

export const nationEvent = z.object({
  at: z.iso.datetime(),
  person: z.string(),
  verb: z.enum(['submit', 'return', 'accept', 'consolidate']),
  version: whole,
  reason: z.string().optional(),
});
export type NationEvent = z.infer<typeof nationEvent>;

export const nationLine = z.object({
  sender: nationSender,
  name: z.string(),
  /** `draft`: nothing was handed up. */
  state: reportState,
  version: whole,
  /** The campaign it was taken from; where nothing was handed up, the one that runs, absent where none does. */
  campaignId: slug.optional(),
  /** Absent where nothing was handed up. */
  report: handedUp.optional(),
  note: z.string().optional(),
  submittedAt: z.iso.datetime().optional(),
  /** Handed up on the due day or later, or not yet then. */
  isLate: z.boolean(),
  history: z.array(nationEvent),
});
export type NationLine = z.infer<typeof nationLine>;

export const nationConsolidation = z.object({
  version: z.int().min(1),
  at: z.iso.datetime(),
  person: z.string(),
  totals: unitFigures,
  senders: whole,
  /** Units whose forms are in the sums. */
  units: whole,
  missing: z.array(z.object({ sender: nationSender, name: z.string(), state: reportState })),
});
export type NationConsolidation = z.infer<typeof nationConsolidation>;

export const nationBoard = z.object({
  month: reportMonth,
  dueOn: day,
  lines: z.array(nationLine),
  /** Of the lines that are accepted or consolidated. */
  totals: unitFigures,
  units: whole,
  consolidation: nationConsolidation.optional(),
});
export type NationBoard = z.infer<typeof nationBoard>;

/** How the system does, and which units' measurements want a look; 30 days. */
export const nationWatch = z.object({
  intake: z.object({ lastHour: whole, lastDay: whole, lastAt: z.iso.datetime().optional() }),
  suspicious: z.array(
    z.object({
      unitCode: slug,
      name: z.string(),
      provinceCode: areaCode.optional(),
      measurements: whole,
      counted: whole,
      /** Measurements with a reason of abuse. */
      flagged: whole,
      devices: whole,
      /** Measurements of the device that made most. */
      busiest: whole,
      /** What the rules against abuse set aside, rules with the most first. */
      setAside: z.array(setAside),
      /** `abuse`: many pretend; `one-device`: one device makes most; `empty`: few count. */
      signs: z.array(z.enum(['abuse', 'one-device', 'empty'])),
    }),
  ),
});
export type NationWatch = z.infer<typeof nationWatch>;
