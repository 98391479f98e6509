// The portal: people and their rights, units, campaigns, the monthly report.
import * as z from 'zod';
import { areaCode, slug } from '../units.ts';
import { campaignFile } from './work.ts';

export const ROLES = [
  'national-admin',
  'national-viewer',
  'province-manager',
  'unit-officer',
  'operator-engineer',
  'auditor',
] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

/** A role and where it holds: a manager has a province, an officer a unit, an engineer an operator, the others the whole country. */
export const grant = z.object({
  role,
  provinceCode: areaCode.optional(),
  unitCode: slug.optional(),
  operator: slug.optional(),
});
export type Grant = z.infer<typeof grant>;

export const portalPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  grants: z.array(grant),
});
export type PortalPerson = z.infer<typeof portalPerson>;

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
export const mergerDraft = z.object({ into: slug, on: z.iso.date() });
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

const whole = z.int().min(0);

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

const day = z.iso.date();
export const reportMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM');

const samples = z.int().min(1).max(1_000_000);

const campaignFields = z.object({
  name: z.string().trim().min(1).max(300),
  /** Absent: the whole country. */
  provinceCode: areaCode.optional(),
  letterNumber: z.string().max(60).optional(),
  letterDate: day.optional(),
  issuer: z.string().trim().min(1).max(200),
  place: z.string().trim().min(1).max(100),
  startsOn: day,
  endsOn: day,
  /** Day of the month before on which a report's window begins. */
  firstDay: z.int().min(1).max(28).default(13),
  /** Reports are due before this day. */
  dueDay: z.int().min(1).max(28).default(15),
  /** Counted measurements of each access kind that a unit is asked for in a month, where it has no target of its own. */
  target: samples.default(300),
  message: z.string().max(2_000).optional(),
  /** Days of the month on which units that are short or late are reminded by themselves; empty: never. */
  remindDays: z.array(z.int().min(1).max(28)).max(8).default([]),
  /** Absent: all units of the province, or of the country. */
  unitCodes: z.array(slug).max(20_000).optional(),
});
const campaignDays = campaignFields.pick({ startsOn: true, endsOn: true });

export const campaignDraft = campaignFields.refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
  path: ['endsOn'],
  error: 'lies before startsOn',
  params: { kind: 'before-start' },
  // Beside whatever else is wrong: all faults are told at once.
  when: ({ value }) => campaignDays.safeParse(value).success,
});
export type CampaignDraft = z.infer<typeof campaignDraft>;

export const campaign = campaignFields.omit({ unitCodes: true }).extend({
  id: slug,
  /** What its short link `/c/…` names it by. */
  code: slug,
  units: whole,
  currentMonth: reportMonth,
  /** The issuing letter as a file. */
  letterFile: campaignFile.optional(),
});
export type Campaign = z.infer<typeof campaign>;

/** A unit whose target is not that of its campaign. */
export const unitTarget = z.object({ unitCode: slug, target: samples });
export type UnitTarget = z.infer<typeof unitTarget>;

/** What everyone may know of a campaign: its short link's page shows it. */
export const campaignName = campaign.pick({ code: true, name: true, issuer: true, message: true }).extend({
  /** Units that take part today, by name: those asked for, at most 50. */
  units: z.array(unitName),
  /** How many are as was asked. */
  found: whole,
});
export type CampaignName = z.infer<typeof campaignName>;

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

export const auditEntry = z.object({
  at: z.iso.datetime(),
  person: z.string(),
  verb: z.string(),
  /** Codes and addresses, divided by slashes. */
  subject: z.string(),
  /** The same with names where there are any. */
  about: z.string(),
  provinceCode: areaCode.optional(),
  unitCode: slug.optional(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
