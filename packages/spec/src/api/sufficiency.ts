// GET /api/v1/sufficiency, /api/v1/sufficiency/{commune} and /api/v1/validity: what is short, what helps, what was excluded.
import * as z from 'zod';
import { areaCode, calendarMonth } from '../units.ts';
import { validityReason } from '../validity.ts';

const sample = z.object({
  counted: z.int(),
  needed: z.int(),
  /** How many are still lacking; 0 when sufficient. */
  missing: z.int(),
  isSufficient: z.boolean(),
});
export type SampleState = z.infer<typeof sample>;

/** Fixed and mobile are asked apart. */
const bothSamples = { mobile: sample, fixed: sample };

const spread = z.object({ p10: z.int(), p50: z.int(), p90: z.int() });

export const sufficiencyBoard = z.object({
  month: calendarMonth,
  edition: z.iso.date(),
  /** Measurements that count without an area of the edition, or without an access kind: they help no commune. */
  unattributed: z.int(),
  provinces: z.array(
    z.object({
      code: areaCode,
      name: z.string(),
      ...bothSamples,
      communes: z.int(),
      /** Communes whose sample is sufficient. */
      sufficientCommunes: z.object({ mobile: z.int(), fixed: z.int() }),
      /** Counted measurements of its communes: a tenth have at most `p10`, half `p50`, nine tenths `p90`. */
      communeSpread: z.object({ mobile: spread, fixed: spread }),
    }),
  ),
  /** The communes of the province that was named. */
  communes: z.array(z.object({ code: areaCode, name: z.string(), ...bothSamples })).optional(),
});
export type SufficiencyBoard = z.infer<typeof sufficiencyBoard>;

export const communeNeed = z.object({
  month: calendarMonth,
  code: areaCode,
  name: z.string(),
  ...bothSamples,
  /** Days of the month that are left, today included. */
  daysLeft: z.int(),
  /** How much oftener the automatic mode should measure here: 2 where all is lacking, 1 where half is, 0.5 where nothing is. */
  automaticFactor: z.object({ mobile: z.number(), fixed: z.number() }),
});
export type CommuneNeed = z.infer<typeof communeNeed>;

export const validityReport = z.object({
  period: z.object({ from: z.iso.date(), to: z.iso.date(), timeZone: z.string() }),
  received: z.int(),
  valid: z.int(),
  counted: z.int(),
  /** Every reason of the closed list; a measurement with several stands under each. */
  reasons: z.array(
    z.object({
      reason: validityReason,
      /** `quality`: something went wrong; `abuse`: someone pretends. */
      kind: z.enum(['quality', 'abuse']),
      n: z.int(),
      /** Path and anchor of the rule in the repository. */
      method: z.string(),
    }),
  ),
});
export type ValidityReport = z.infer<typeof validityReport>;
