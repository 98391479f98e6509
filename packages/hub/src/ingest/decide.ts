// The verdict on one measurement and the record that is kept of it.
import type { Measurement, ValidityReason } from '@i-speed/spec';
import { judge, mayCount, VALIDITY_REASONS, type ValiditySettings } from '@i-speed/statistics';
import { ID_SLACK_MS, idTimeMs, type Row } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { isCorroborated } from './corroborate.ts';
import { type Demands, factsOf } from './facts.ts';
import type { PastOf } from './past.ts';
import type { Prepared } from './prepare.ts';

export interface Rules {
  readonly validity: ValiditySettings;
  readonly demands: Demands;
}

/** The row to keep. Pure: the same measurement and past give the same row. Method: docs/method/validity.md. */
export function decide(prepared: Prepared, past: PastOf, { validity, demands }: Rules): Row {
  const { earlier, sameOrigin, countedStartsMs } = past;
  const judgement = judge({ facts: factsOf(prepared, demands), earlier, sameOrigin }, validity);
  const reasons = withIdClock(prepared, judgement.reasons);
  const isValid = reasons.length === 0;
  const { submission, network, place, access, point, receipt } = prepared;
  const { installId } = submission.client;
  // A program without an install of its own cannot be told from the next one: it is kept, and no statistic stands on it.
  const counts = isValid && installId !== undefined && mayCount(Date.parse(submission.startedAt), countedStartsMs);
  const kept = present<Measurement>({
    ...submission,
    access,
    pointId: point?.id ?? submission.pointId,
    family: receipt.state === 'valid' ? receipt.claims.family : submission.family,
    receivedAt: new Date(prepared.receivedAtMs).toISOString(),
    networkPrefix: network?.prefix,
    asn: network?.asn,
    operator: network?.operatorId,
    country: network?.country,
    provinceCode: place.provinceCode,
    communeCode: place.communeCode,
    validity: isValid ? 'valid' : 'excluded',
    reasons: [...reasons],
    corroborated: receipt.state === 'valid' && isCorroborated(submission, receipt.claims),
    countsInStatistics: counts,
  });
  const bearsOnAbuse = judgement.findings.some(({ logOdds }) => logOdds !== undefined);
  return present({
    measurement: kept,
    pointNetworkKind: point?.networkKind,
    areaEdition: place.edition,
    abuseProbability: bearsOnAbuse ? judgement.abuseProbability : undefined,
  });
}

/** The id is made at the start: an id of another time means that the clock jumped, or that the id was made up. */
function withIdClock({ submission }: Prepared, reasons: readonly ValidityReason[]): readonly ValidityReason[] {
  const apartMs = Math.abs(idTimeMs(submission.id) - Date.parse(submission.startedAt));
  if (apartMs <= ID_SLACK_MS || reasons.includes('clock-off')) return reasons;
  return VALIDITY_REASONS.filter((reason) => reason === 'clock-off' || reasons.includes(reason));
}
