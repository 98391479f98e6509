// Campaigns: what a province or the country asks of its units, how much and until when.
import * as z from 'zod';
import { areaCode, calendarMonth, plausibleDay, slug, whole } from '../units.ts';
import { unitName } from './unit.ts';
import { campaignFile } from './work.ts';

const day = plausibleDay;
export const reportMonth = calendarMonth;

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
  /** The month that runs; before the campaign its first, after it its last. */
  currentMonth: reportMonth,
  /** The month whose form is collected: the one before until a week after its due day, then the one that runs. */
  dueMonth: reportMonth,
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
