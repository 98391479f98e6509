// The monthly report: a form for each unit, filled by the system, its steps, the board of all, and reminders.
import * as z from 'zod';
import { slug, whole } from '../units.ts';
import { campaign, reportMonth } from './campaign.ts';
import { merger, setAside, unit, unitFigures } from './unit.ts';

const day = z.iso.date();

/** Figures that an officer may correct, with a reason; those that come from measurements stay as measured. */
export const correctable = z.enum(['installs', 'accesses', 'installsTotal', 'accessesTotal']);
export type Correctable = z.infer<typeof correctable>;

export const correction = z.object({
  figure: correctable,
  /** What the system had when it was corrected. */
  from: whole,
  to: whole,
  reason: z.string().trim().min(5).max(500),
  person: z.string(),
  at: z.iso.datetime(),
});
export type Correction = z.infer<typeof correction>;

export const reportState = z.enum(['draft', 'submitted', 'returned', 'accepted', 'consolidated']);
export type ReportState = z.infer<typeof reportState>;

export const reportLine = z.object({
  unit: unit.pick({ code: true, name: true, kind: true }),
  /** Units that it stands for in this window, whose figures are in its own; absent: none. */
  mergedFrom: z.array(merger).optional(),
  state: reportState,
  version: whole,
  /** As the system counts; of a submitted form, as it counted then. */
  system: unitFigures,
  /** The same with the corrections. */
  reported: unitFigures,
  corrections: z.array(correction),
  /** Participation that was not counted, as it stands now, rules with the most first; absent where there is none. */
  setAside: z.array(setAside).optional(),
  note: z.string().optional(),
  submittedAt: z.iso.datetime().optional(),
  /** Submitted on the due day or later, or not yet submitted then. */
  isLate: z.boolean(),
  /** Counted measurements of each access kind that are enough for this unit. */
  target: z.int().min(1),
  isSufficientFixed: z.boolean(),
  isSufficientMobile: z.boolean(),
  /** Counted measurements at the window's end if the pace stays; absent before the window's first day is over. */
  forecastFixed: whole.optional(),
  forecastMobile: whole.optional(),
});
export type ReportLine = z.infer<typeof reportLine>;

export const consolidation = z.object({
  version: z.int().min(1),
  at: z.iso.datetime(),
  person: z.string(),
  totals: unitFigures,
  units: whole,
  /** Units without an accepted form when it was made. */
  missing: z.array(z.object({ code: slug, name: z.string(), state: reportState })),
});
export type Consolidation = z.infer<typeof consolidation>;

/** Parts of a board: short of samples, late and not handed in, handed in and waiting. */
export const boardPart = z.enum(['short', 'late', 'waiting']);
export type BoardPart = z.infer<typeof boardPart>;

export const monthBoard = z.object({
  campaign,
  month: reportMonth,
  /** First and last day of the window, both included. */
  window: z.object({ from: day, to: day }),
  dueOn: day,
  /** Share of the window that is over, 0 to 1. */
  elapsed: z.number().min(0).max(1),
  /** All that one may read, or the part that was asked for. */
  lines: z.array(reportLine),
  /** Of all that one may read, whatever part is told: how many lines, and how many of each kind. */
  counts: z.object({
    all: whole,
    enoughFixed: whole,
    enoughMobile: whole,
    short: whole,
    late: whole,
    waiting: whole,
    /** Waiting, with the system's own figures. */
    plain: whole,
    /** Short, and at the present pace still short at the window's end. */
    behind: whole,
  }),
  /** Those who are behind, the ones that lack most first; at most eight. */
  worst: z.array(reportLine),
  totals: unitFigures,
  consolidation: consolidation.optional(),
});
export type MonthBoard = z.infer<typeof monthBoard>;

export const reportEvent = z.object({
  at: z.iso.datetime(),
  person: z.string(),
  verb: z.string(),
  version: whole,
  detail: z.record(z.string(), z.unknown()),
});
export type ReportEvent = z.infer<typeof reportEvent>;

/** A unit's form of a month, when it is due, and all that happened to it, oldest first. */
export const unitForm = monthBoard.pick({ window: true, dueOn: true, elapsed: true }).extend({
  line: reportLine,
  history: z.array(reportEvent),
});
export type UnitForm = z.infer<typeof unitForm>;

export const reminder = z.object({
  /** Which reminder of the campaign it is: "lần n". */
  serial: z.int().min(1),
  month: reportMonth,
  at: z.iso.datetime(),
  person: z.string(),
  mails: z.array(
    z.object({
      unitCode: slug,
      email: z.string().optional(),
      state: z.enum(['sent', 'failed', 'no-address', 'no-server']),
      detail: z.string().optional(),
    }),
  ),
});
export type Reminder = z.infer<typeof reminder>;
