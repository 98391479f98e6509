// The verdict on one measurement: every rule asked once, reasons in a fixed order, decided at ingest and never changed in silence.
import type { ValidityReason } from '@i-speed/spec';
import type { EarlierMeasurement, Finding, MeasurementFacts, SameOrigin } from './facts.ts';
import { scriptedPace, sharedDeviceBurst } from './pace.ts';
import { impliedSpeed, positionContradictsNetwork, repeatedPosition } from './place.ts';
import * as quality from './quality.ts';
import { VALIDITY_REASONS } from './reasons.ts';
import { abuseProbability, CERTAIN } from './score.ts';
import type { ValiditySettings } from './settings.ts';

/** Everything that is known when a measurement is judged. */
export interface ValidityCase {
  readonly facts: MeasurementFacts;
  /** The device's measurements that arrived before, in any order; 30 days around are enough. Empty where the device is unknown. */
  readonly earlier?: readonly EarlierMeasurement[];
  /** Measurements of the days before and after from the same prefix and device model. */
  readonly sameOrigin?: readonly SameOrigin[];
}

export interface Judgement {
  readonly validity: 'valid' | 'excluded';
  /** In the order of VALIDITY_REASONS; empty exactly for a valid measurement. */
  readonly reasons: readonly ValidityReason[];
  /** Everything found, in words, also what did not exclude. */
  readonly findings: readonly Finding<ValidityReason>[];
  /** 0 to 1. */
  readonly abuseProbability: number;
}

/**
 * Excludes for every fault and every certain abuse; what only weighs (repeated positions, ground speed exceeded) excludes where all
 * findings together make abuse 90 % probable. Pure: the same case gives the same verdict.
 */
export function judge(one: ValidityCase, settings: ValiditySettings): Judgement {
  const findings = find(one, settings);
  const weights = findings.flatMap(({ logOdds }) => (logOdds === undefined ? [] : [logOdds]));
  const probability = abuseProbability(weights);
  const isAbused = probability >= settings.excludeFrom;
  const reasons = findings
    .filter(({ logOdds }) => logOdds === undefined || logOdds >= CERTAIN || isAbused)
    .map(({ reason }) => reason)
    .sort((a, b) => VALIDITY_REASONS.indexOf(a) - VALIDITY_REASONS.indexOf(b));
  return {
    validity: reasons.length === 0 ? 'valid' : 'excluded',
    reasons,
    findings,
    abuseProbability: probability,
  };
}

const QUALITY_RULES: readonly quality.QualityRule[] = [
  quality.impossibleValue,
  quality.clockOff,
  quality.receiptMissing,
  quality.receiptDisagrees,
  quality.tooShort,
  quality.hostingNetwork,
  quality.abroad,
  quality.technologyCeiling,
  quality.failed,
  quality.aborted,
  quality.foreignClient,
  quality.deviceLimited,
  quality.ticketless,
];

function find(
  { facts, earlier = [], sameOrigin = [] }: ValidityCase,
  settings: ValiditySettings,
): Finding<ValidityReason>[] {
  return [
    ...QUALITY_RULES.map((rule) => rule(facts, settings)),
    badReceipt(facts),
    positionContradictsNetwork(facts, settings),
    repeatedPosition(facts, earlier, settings),
    impliedSpeed(facts, earlier, settings),
    scriptedPace(facts, earlier, settings),
    sharedDeviceBurst(facts, sameOrigin, settings),
  ].filter((finding) => finding !== undefined);
}

/** A receipt that nobody can check. */
function badReceipt({ receipt }: MeasurementFacts): Finding<ValidityReason> | undefined {
  if (receipt.state !== 'invalid') return undefined;
  return { reason: 'receipt-invalid', detail: 'not signed by the point for this measurement', logOdds: CERTAIN };
}
