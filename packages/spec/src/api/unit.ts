// Units: who they are, what became of them, and what was measured for them.
import * as z from 'zod';
import { areaCode, plausibleDay, slug, whole } from '../units.ts';
import { validityReason } from '../validity.ts';

export const unitKind = z.enum(['department', 'commune', 'mass-organisation', 'press', 'operator', 'other']);
export type UnitKind = z.infer<typeof unitKind>;

export const unit = z.object({
  code: slug,
  name: z.string().trim().min(1).max(200),
  kind: unitKind,
  provinceCode: areaCode.optional(),
  communeCode: areaCode.optional(),
  contactName: z.string().max(200).optional(),
  contactEmail: z.email().optional(),
  contactPhone: z.string().max(40).optional(),
  seat: z.string().max(300).optional(),
  /** Names of the bodies it was merged from on 1 July 2025. */
  predecessors: z.string().max(500).optional(),
});
export type Unit = z.infer<typeof unit>;

/** That a unit was merged: the other unit, and the day from which the successor stands for both. */
export const merger = z.object({ code: slug, name: z.string(), on: z.iso.date() });
export type Merger = z.infer<typeof merger>;

/** Into which unit another is merged, from which day on. */
export const mergerDraft = z.object({ into: slug, on: plausibleDay });
export type MergerDraft = z.infer<typeof mergerDraft>;

/** A unit and what became of it. */
export const standingUnit = unit.extend({
  /** The successor; absent while the unit stands for itself. */
  mergedInto: merger.optional(),
});
export type StandingUnit = z.infer<typeof standingUnit>;

/** What everyone may know of a unit: the link's page shows it. */
export const unitName = unit.pick({ code: true, name: true, provinceCode: true }).extend({
  /** Name of the merged unit that was asked for; all else is its successor's. */
  formerly: z.string().optional(),
});
export type UnitName = z.infer<typeof unitName>;

/** Of a merged unit: its successor of today, and how its officers come to work for that. */
export const handover = z.object({
  into: unitName,
  /** Officers of the old unit who have no role for the successor yet. */
  waiting: whole,
  /** Who in the province can give it to them. */
  managers: z.array(z.object({ name: z.string(), email: z.string() })),
});
export type Handover = z.infer<typeof handover>;

/** Figures of a unit in a report's window; cumulative ones until the window's end. */
export const unitFigures = z.object({
  installs: whole,
  accesses: whole,
  installsTotal: whole,
  accessesTotal: whole,
  measurements: whole,
  countedFixed: whole,
  countedMobile: whole,
  devices: whole,
});
export type UnitFigures = z.infer<typeof unitFigures>;

/** Measurements of a unit that one rule against abuse set aside; one that several found stands under the first of its reasons. */
export const setAside = z.object({
  reason: validityReason,
  measurements: whole,
  /** So many of them do not take part, as of each device one does. */
  uncounted: whole,
  devices: whole,
  /** Probability (0 to 1) of abuse, in the mean and at most; absent where all were judged before it was kept. */
  meanScore: z.number().optional(),
  mostScore: z.number().optional(),
});
export type SetAside = z.infer<typeof setAside>;

/** A unit's own month, day by day. */
export const unitMonth = z.object({
  unit: standingUnit,
  /** Units that it stands for in this window, whose figures are in its own. */
  mergedFrom: z.array(merger),
  /** Of a unit that was merged itself. */
  handover: handover.optional(),
  month: z.string(),
  window: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** Measurements of each access kind that are enough; the unit's in its running campaign, else 300. */
  target: z.int().min(1),
  /** Share of the window that is over, 0 to 1. */
  elapsed: z.number().min(0).max(1),
  /** Days of the window that are left, today included; 0 when it is over. */
  daysLeft: whole,
  totals: unitFigures,
  /** What the rules against abuse found in the window, rules with the most first: docs/method/validity.md. */
  abuse: z.array(
    z.object({
      /** The rule that set the measurements aside, one with several under each; absent for those that were looked at and stand. */
      reason: validityReason.optional(),
      measurements: whole,
      devices: whole,
      /** Probability (0 to 1) of abuse, in the mean and at most; absent where all were judged before it was kept. */
      meanScore: z.number().optional(),
      mostScore: z.number().optional(),
    }),
  ),
  /** Every day of the window that has begun, the first one first. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      /** Installs that became the unit's on the day. */
      installs: whole,
      accesses: whole,
      measurements: whole,
      countedFixed: whole,
      countedMobile: whole,
      devices: whole,
    }),
  ),
  /** Counted measurements at the window's end at the present pace; absent in its first day and after its end. */
  forecastFixed: whole.optional(),
  forecastMobile: whole.optional(),
});
export type UnitMonth = z.infer<typeof unitMonth>;
