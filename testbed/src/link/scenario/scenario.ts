// A named link with what must come out of a measurement over it, and why just that closely.
import type { EndSettings } from '../configure-ends.ts';
import type { LinkSpec, PathSpec } from '../link-spec.ts';
import { meanRateMbps } from '../link-spec.ts';
import type { Family } from '../open-link.ts';
import { expectedPayloadMbps, payloadShare } from '../payload.ts';

/** What one direction must give: TCP payload in 10^6 bit/s, how it follows from the link, how far off a result may be. */
export interface Expectation {
  readonly payloadMbps: number;
  readonly formula: string;
  readonly tolerance: Tolerance;
}

/** Shares of the expected rate by which a single result may lie below and above it, and why. */
export interface Tolerance {
  readonly belowRatio: number;
  readonly aboveRatio: number;
  readonly why: string;
}

/**
 * What a measurement must report besides rates: `measured`, plainly; `point-limited`, the point and not the network held it
 * down; `boosted`, the beginning was faster than what lasts; `stalls`, it ends early with a failure code.
 */
export type Outcome = 'measured' | 'point-limited' | 'boosted' | 'stalls';

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly group: 'steady' | 'lossy' | 'policed' | 'shared' | 'trouble' | 'variable';
  readonly link: LinkSpec;
  readonly ends: EndSettings;
  /** IP version that a test uses. */
  readonly family: Family;
  readonly outcome: Outcome;
  readonly down: Expectation;
  readonly up: Expectation;
  /** Round trip of the empty link, jitter's mean included. */
  readonly idleRttMs: number;
  /** TCP downloads and uploads of somebody else that run all the time. */
  readonly rivals: { readonly down: number; readonly up: number };
}

/** What a table's line says; the rest follows from it. */
export interface ScenarioLine {
  readonly name: string;
  readonly about: string;
  readonly down: PathSpec;
  readonly up: PathSpec;
  readonly tolerance?: Tolerance;
  readonly upTolerance?: Tolerance;
  readonly ends?: EndSettings;
  readonly family?: Family;
  readonly outcome?: Outcome;
  readonly rivals?: { readonly down: number; readonly up: number };
  /** Replaces what follows from the link, where the link is not what limits. */
  readonly downExpected?: Omit<Expectation, 'tolerance'>;
  readonly upExpected?: Omit<Expectation, 'tolerance'>;
}

/** The project's aim on a steady link: 2 % in the median and 5 % at worst, so no single run beyond 5 %. */
export const steadyTolerance: Tolerance = {
  belowRatio: 0.05,
  aboveRatio: 0.05,
  why: 'steady link: at most 5 % off at worst',
};

/** Completes a line of the table. */
export function scenario(group: Scenario['group'], line: ScenarioLine): Scenario {
  const { name, about, down, up, ends = {}, family = 4, outcome = 'measured', rivals = { down: 0, up: 0 } } = line;
  const tolerance = line.tolerance ?? steadyTolerance;
  const jitterMs = ((down.jitterMs ?? 0) + (up.jitterMs ?? 0)) / 2;
  return {
    name,
    about,
    group,
    link: { down, up },
    ends,
    family,
    outcome,
    rivals,
    down: { ...(line.downExpected ?? follows(down, family)), tolerance },
    up: { ...(line.upExpected ?? follows(up, family)), tolerance: line.upTolerance ?? tolerance },
    idleRttMs: (down.delayMs ?? 0) + (up.delayMs ?? 0) + jitterMs,
  };
}

/** Whether a measured rate (10^6 bit/s) is what the expectation allows. */
export function isAsExpected({ payloadMbps, tolerance }: Expectation, measuredMbps: number): boolean {
  const ratio = measuredMbps / payloadMbps - 1;
  return ratio >= -tolerance.belowRatio && ratio <= tolerance.aboveRatio;
}

function follows(path: PathSpec, family: Family): Omit<Expectation, 'tolerance'> {
  const { bucket, cross } = path;
  const limit = bucket && bucket.rateMbps < meanRateMbps(path.rateMbps) ? bucket.rateMbps : undefined;
  const rate = limit ?? Math.round(meanRateMbps(path.rateMbps) * 1e3) / 1e3;
  const onShare = cross ? Math.round((cross.onMs / (cross.onMs + cross.offMs)) * 1e3) / 1e3 : 0;
  const share = Math.round(payloadShare(family) * 1_500);
  return {
    payloadMbps: expectedPayloadMbps(path, family),
    formula: `${cross ? `(${rate} - ${cross.rateMbps} × ${onShare})` : rate} × ${share}/1500`,
  };
}
