// What units do in a campaign beside measuring: printed material they ask for, and results of other work with their evidence.
import * as z from 'zod';
import { plausibleDay, slug } from '../units.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

export const printKind = z.enum(['poster-a3', 'standee', 'leaflet-a5']);
export type PrintKind = z.infer<typeof printKind>;

export const printState = z.enum(['asked', 'approved', 'sent', 'received', 'refused']);
export type PrintState = z.infer<typeof printState>;

export const printDraft = z.object({
  unitCode: slug,
  kind: printKind,
  quantity: z.int().min(1).max(100_000),
  /** Where it is sent to, with a name and a telephone number where there is one. */
  address: text(300),
  note: text(500).optional(),
});
export type PrintDraft = z.infer<typeof printDraft>;

/** What a leader says to a request. */
export const printStep = z.object({ state: z.enum(['approved', 'sent', 'refused']), answer: text(500).optional() });
export type PrintStep = z.infer<typeof printStep>;

export const printRequest = printDraft.extend({
  id: z.int(),
  unitName: z.string(),
  state: printState,
  stateAt: z.iso.datetime(),
  askedAt: z.iso.datetime(),
  person: z.string(),
  answer: z.string().optional(),
});
export type PrintRequest = z.infer<typeof printRequest>;

export const workKind = z.enum(['banner', 'broadcast', 'article', 'session', 'poster']);
export type WorkKind = z.infer<typeof workKind>;

/** A file that the portal keeps; its bytes are asked for apart. */
export const campaignFile = z.object({
  id: z.int(),
  name: z.string(),
  mediaType: z.enum(['application/pdf', 'image/jpeg', 'image/png']),
  sizeBytes: z.int(),
});
export type CampaignFile = z.infer<typeof campaignFile>;

/** The evidence is a link, a file, or the document or picture by which it can be checked; one of them is needed. */
export const workDraft = z
  .object({
    unitCode: slug,
    kind: workKind,
    happenedOn: plausibleDay,
    /** Banners placed, broadcasts made, articles printed, sessions held, posters hung. */
    quantity: z.int().min(1).max(100_000),
    title: text(300),
    link: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    evidence: text(500).optional(),
    /** A file that was kept before for the same unit and campaign. */
    fileId: z.int().min(1).optional(),
  })
  .refine(({ link, evidence, fileId }) => [link, evidence, fileId].some((one) => one !== undefined), {
    path: ['evidence'],
    message: 'give a link or a file, or say by which document or picture it can be checked',
    params: { kind: 'missing' },
    // Told at once with what else is wrong, not when all else was mended.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
export type WorkDraft = z.infer<typeof workDraft>;

const { fileId: _, ...entered } = workDraft.shape;

export const workResult = z.object({
  ...entered,
  file: campaignFile.optional(),
  id: z.int(),
  unitName: z.string(),
  person: z.string(),
  at: z.iso.datetime(),
});
export type WorkResult = z.infer<typeof workResult>;
