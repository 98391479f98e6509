// The answer of GET /api/v1/statistics, as schema and as types.
import * as z from 'zod';
import { accessKind } from '../record/client.ts';
import { validityReason } from '../validity.ts';
import { networkKind } from './points.ts';

/** Why an estimate is not told, asked in this order; its interval is told for `interval-too-wide` alone. */
export const WITHHELD = ['few-devices', 'no-interval', 'interval-too-wide'] as const;

const interval = z.object({ low: z.number(), high: z.number() });

const estimate = z.object({
  value: z.number().optional().describe('absent where `withheld` says why'),
  /** 95 %; absent for `few-devices`, and below 6 independent values. */
  interval: interval.optional(),
  /** A, B, C for a half-width of at most 20, 30, 50 % of the value; absent where it is wider or there is no interval. */
  precision: z.enum(['A', 'B', 'C']).optional(),
  withheld: z
    .enum(WITHHELD)
    .optional()
    .describe(
      'why there is no value: fewer devices than its statistic needs, an interval (which is told) wider than class C, or none; docs/method/showing.md',
    ),
  missingDevices: z.int().positive().optional().describe('of `few-devices`: so many more are needed'),
});
export type StatisticsEstimate = z.infer<typeof estimate>;

export const statisticsCell = z.object({
  /**
   * Day, month, hour of the day, area code, operator, or another group's word; `not-attributable` for a former area that was divided;
   * absent where the measurements do not tell, and in totals.
   */
  key: z.string().optional(),
  /** Name of an area or operator, where `key` has one. */
  name: z.string().optional(),
  /** Points of different kinds are never pooled; absent where the point was unknown. */
  networkKind: networkKind.optional(),
  /** Measurements that count and have the quantity. */
  n: z.int(),
  devices: z.int(),
  /**
   * Why the cell shows no figures: `few-devices` below the privacy threshold, `complementary` because the other cells would give such a one away.
   */
  hidden: z.enum(['few-devices', 'complementary']).optional(),
  effectiveN: z.number().optional(),
  mean: estimate.optional(),
  /** Only of quantities that multiply (rates, delays). */
  geometricMean: estimate.optional(),
  median: estimate.optional(),
  /** Percentiles are absent below the devices that they need: 50. */
  p10: z.number().optional(),
  p20: z.number().optional(),
  p80: z.number().optional(),
  p90: z.number().optional(),
  /** Of loss, failure and ipv6, their one figure: 0 to 1. */
  share: estimate.optional(),
  /** Share of values at or above `target`, where one was named: 0 to 1. */
  shareAtTarget: estimate.optional(),
  /** Values between the answer's `edges`, where a histogram was asked for: one more than edges. */
  counts: z.array(z.int()).optional(),
});
export type StatisticsCell = z.infer<typeof statisticsCell>;

export const statisticsAnswer = z.object({
  indicator: z.object({
    id: z.string(),
    unit: z.string(),
    better: z.enum(['higher', 'lower']),
    /** Path of the definition in the repository. */
    method: z.string(),
  }),
  period: z.object({ from: z.iso.date(), to: z.iso.date(), timeZone: z.string() }),
  /** Where present: of a period with so many measurements what came after this is not in the figures of cells yet; it is within a day and a half. */
  asOf: z.iso.datetime().optional(),
  /** Validity start of the edition of all area codes here. */
  edition: z.iso.date(),
  /** Whether measurements of other editions stand under the areas that follow theirs (`today`) or under none (`own`). */
  areas: z.enum(['today', 'own']),
  groupBy: z.string().optional(),
  /** Threshold of `shareAtTarget`, in the indicator's unit. */
  target: z.number().optional(),
  /** Inner edges of the histogram, rising, in the indicator's unit: below the first, from each (included) to the next, from the last on. */
  edges: z.array(z.number()).optional(),
  /** Cells of fewer devices show no figures; a setting of the hub (I_SPEED_LEAST_DEVICES). */
  leastDevices: z.int(),
  /** All of the period and filters, one for each kind of point; empty where the request wants none. */
  totals: z.array(statisticsCell),
  /** One for each group and kind of point; empty without `groupBy`. */
  groups: z.array(statisticsCell),
  /** All measurements of the period and filters, whatever was measured; how many are valid; how many count (one in 4 hours). */
  received: z.int(),
  valid: z.int(),
  counted: z.int(),
  /** Measurements that are not valid, by reason; one with several reasons stands under each. */
  excluded: z.array(z.object({ reason: validityReason, n: z.int() })),
});
export type StatisticsAnswer = z.infer<typeof statisticsAnswer>;

/** The answer of GET /api/v1/statistics/hexagons. */
export const hexagonAnswer = z.object({
  indicator: z.object({ id: z.string(), unit: z.string() }),
  period: z.object({ from: z.iso.date(), to: z.iso.date(), timeZone: z.string() }),
  /** As of GET /api/v1/statistics. */
  asOf: z.iso.datetime().optional(),
  /** H3's resolution of all cells here. */
  resolution: z.int(),
  /** What fewer devices measured does not appear; a setting of the hub (I_SPEED_LEAST_DEVICES). */
  leastDevices: z.int(),
  hexagons: z.array(
    z.object({
      /** H3's name of the cell. */
      id: z.string(),
      /** Its middle. */
      latitude: z.number(),
      longitude: z.number(),
      /** Its corners in order, longitude before latitude, the first not repeated. */
      boundary: z.array(z.tuple([z.number(), z.number()])),
      /** The commune around its middle; absent in the sea and abroad. */
      communeCode: z.string().optional(),
      name: z.string().optional(),
      provinceName: z.string().optional(),
      networkKind: networkKind.optional(),
      n: z.int(),
      devices: z.int(),
      median: estimate,
    }),
  ),
  /** Cells that do not appear for their few devices, kinds of point apart. */
  withheld: z.int(),
  /** Measurements that count and tell no position of their own, or one coarser than a cell. */
  unplaced: z.int(),
});
export type HexagonAnswer = z.infer<typeof hexagonAnswer>;

const change = z.object({
  /** After over before; 1 is no change. */
  ratio: z.number(),
  /** 95 %. */
  interval: interval.optional(),
  /** True where the interval does not hold 1. */
  isShown: z.boolean(),
  devicesBefore: z.int(),
  devicesAfter: z.int(),
});
/** Why a change is not told: a month has fewer devices than a geometric mean needs. */
const changeWithheld = z.object({ withheld: z.literal('few-devices'), missingDevices: z.int().positive() });

const changePair = z.object({
  /** Of the sample as it is; where either month has too few devices `rawWithheld` stands in its place. */
  raw: change.optional(),
  rawWithheld: changeWithheld.optional(),
  /** In the place of `mixAdjusted`; neither stands where the months have no mix in common. */
  mixAdjustedWithheld: changeWithheld.optional(),
  /** With the mix of operator, technology and commune held fixed; `matchedShare` of the devices (0 to 1) could be. */
  mixAdjusted: change.extend({ cells: z.int(), matchedShare: z.number() }).optional(),
});

/** The answer of GET /api/v1/statistics/changes. */
export const changeSeriesAnswer = z.object({
  indicator: z.string(),
  edition: z.iso.date(),
  /** First and last calendar month. */
  from: z.string(),
  to: z.string(),
  steps: z.array(
    z.object({
      month: z.string(),
      networkKind: networkKind.optional(),
      /** Geometric mean as measured; absent for too few devices. */
      geometricMean: estimate.optional(),
      /** What it would be with the last month's mix; absent where the last month has no figure or no mix in common. */
      fixedMix: estimate.optional(),
      /** From the month before to this one; absent in the first. */
      sinceBefore: changePair.optional(),
      /** From this month to the last; absent in the last. */
      untilLast: changePair.optional(),
    }),
  ),
});
export type ChangeSeriesAnswer = z.infer<typeof changeSeriesAnswer>;

/** Geometric mean in Mbit/s. */
const modelledEstimate = z.object({
  value: z.number(),
  interval,
  devices: z.int(),
  /** Share (0 to 1) of the figure that comes from the commune's own devices. */
  ownShare: z.number(),
  communesInGroup: z.int(),
});

/** How many communes with many devices were thinned and judged, and the share (0 to 1) of them whose truth the model's interval held. */
/** How the model did on `communes` that it was tried on; `holds` is null where they are too few to judge it by. */
const modelBackTest = z.object({
  communes: z.int(),
  coverage: z.number().optional(),
  holds: z.boolean().nullable().meta({ description: 'null: fewer than 100 communes have devices enough to try it on' }),
});

/** The answer of GET /api/v1/statistics/modelled. */
export const modelledAnswer = z.object({
  month: z.string(),
  code: z.string(),
  name: z.string(),
  backTest: modelBackTest,
  /** Absent below `leastDevices`, where the interval is too wide, no communes lend to it, or the model does not hold. */
  estimate: modelledEstimate.optional(),
});
export type ModelledAnswer = z.infer<typeof modelledAnswer>;

/** The answer of GET /api/v1/statistics/modelled/communes: estimates alone, under a name that no measured figure has. */
export const modelledCommunesAnswer = z.object({
  statistic: z.literal('modelled'),
  indicator: z.enum(['download', 'upload']),
  period: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  /** When the model was made. */
  asOf: z.string(),
  edition: z.string(),
  access: accessKind,
  networkKind,
  /** Communes of so many devices and more, and fewer than the median needs, are told. */
  fromDevices: z.int(),
  belowDevices: z.int(),
  backTest: modelBackTest,
  communes: z.array(
    z.object({ code: z.string(), provinceCode: z.string(), name: z.string(), modelled: modelledEstimate }),
  ),
});
export type ModelledCommunesAnswer = z.infer<typeof modelledCommunesAnswer>;
