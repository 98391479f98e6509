// GET /api/v1/publications: what a month's publication holds, frozen.
import * as z from 'zod';
import { calendarMonth, slug } from '../units.ts';
import { validityReason } from '../validity.ts';
import { networkKind } from './points.ts';
import { WITHHELD } from './statistics.ts';

const figure = z.object({
  value: z
    .number()
    .optional()
    .describe('absent where `withheld` says why (from version 3 of the method on); docs/method/showing.md'),
  /** Ends of the 95 % interval; absent for `few-devices`, and below 6 independent values. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** A, B, C for a half-width of at most 20, 30, 50 %; absent where it is wider. */
  precision: z.enum(['A', 'B', 'C']).optional(),
  /** As of GET /api/v1/statistics; no older version of the method says it. */
  withheld: z.enum(WITHHELD).optional(),
  missingDevices: z.int().positive().optional(),
});
export type PublishedFigure = z.infer<typeof figure>;

const rateFigures = z.object({ mean: figure, median: figure });

export const publishedLine = z.object({
  /** Area code of the publication's edition, or operator; absent in the table of the country. */
  code: z.string().optional(),
  name: z.string(),
  /** Of a commune: its province. */
  provinceCode: z.string().optional(),
  access: z.enum(['mobile', 'fixed']),
  /** Absent: every technology of the access kind. */
  technology: z.string().optional(),
  /** Points of different kinds are never pooled. */
  networkKind,
  /** Measurements that count. */
  n: z.int(),
  devices: z.int(),
  /** No figures: fewer devices than the hub tells figures of (6 unless set), or another line would give such a one away. */
  hidden: z.enum(['few-devices', 'complementary']).optional(),
  /** Of an area: counted measurements of the access kind against the number needed. */
  sample: z.object({ counted: z.int(), needed: z.int(), isSufficient: z.boolean() }).optional(),
  downloadMbps: rateFigures.optional(),
  uploadMbps: rateFigures.optional(),
  latencyIdleMs: z.object({ median: figure }).optional(),
  /** Places by mean download, where the sample is sufficient; one place only where no interval overlaps. */
  rank: z.object({ best: z.int(), worst: z.int(), of: z.int() }).optional(),
});
export type PublishedLine = z.infer<typeof publishedLine>;

export const publishedTarget = z.object({
  id: slug,
  access: z.enum(['mobile', 'fixed']),
  technology: z.string().optional(),
  networkKind,
  thresholdMbps: z.number(),
  legalSource: z.string().optional(),
  mean: figure.optional(),
  /** `undecided`: the interval holds the threshold. `not-enough`: no interval to judge by. */
  verdict: z.enum(['met', 'missed', 'undecided', 'not-enough']),
});
export type PublishedTarget = z.infer<typeof publishedTarget>;

/** Everything that is recomputed from the open data; its checksum is that of this object's JSON. */
export const publicationTables = z.object({
  month: calendarMonth,
  edition: z.iso.date(),
  methodVersion: z.string(),
  received: z.int(),
  valid: z.int(),
  counted: z.int(),
  excluded: z.array(z.object({ reason: validityReason, n: z.int() })),
  country: z.array(publishedLine),
  operators: z.array(publishedLine),
  provinces: z.array(publishedLine),
  communes: z.array(publishedLine),
  targets: z.array(publishedTarget),
});
export type PublicationTables = z.infer<typeof publicationTables>;

export const publicationVersion = z.object({
  version: z.int().positive(),
  madeAt: z.iso.datetime(),
  /** SHA-256 of the tables' JSON, hexadecimal. */
  checksum: z.string(),
  /** What changed and why; the first version has none. */
  note: z.string().optional(),
});
export type PublicationVersion = z.infer<typeof publicationVersion>;

export const openDataFile = z.object({
  name: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  rows: z.int().optional(),
});
export type OpenDataFile = z.infer<typeof openDataFile>;

export const publication = z.object({
  ...publicationVersion.shape,
  /** All versions of the month, newest first. */
  versions: z.array(publicationVersion),
  files: z.array(openDataFile),
  tables: publicationTables,
});
export type Publication = z.infer<typeof publication>;

export const publicationList = z.object({
  publications: z.array(
    z.object({
      month: calendarMonth,
      ...publicationVersion.shape,
      received: z.int(),
      counted: z.int(),
      country: z.array(publishedLine),
    }),
  ),
});
export type PublicationList = z.infer<typeof publicationList>;
