// What became of everything that was received in a period, every reason of the closed list named.
import type { ValidityReport } from '@i-speed/spec';
import { dayWindow, kindOf, VALIDITY_REASONS } from '@i-speed/statistics';
import type { StatisticsDesk } from './ask.ts';
import type { Period } from './request.ts';

/** Counts by reason; 0 for one that no measurement has. Rejects with WarehouseError `unavailable`. */
export async function validityReportOf(
  { warehouse, reference }: StatisticsDesk,
  { from, to }: Period,
): Promise<ValidityReport> {
  const { timeZone } = reference.country;
  const tally = await warehouse.tally({
    fromMs: dayWindow(from, timeZone).fromMs,
    untilMs: dayWindow(to, timeZone).untilMs,
    timeZone,
    edition: reference.currentEdition,
  });
  const counts = new Map(tally.excluded.map(({ reason, n }) => [reason, n]));
  return {
    period: { from, to, timeZone },
    received: tally.received,
    valid: tally.valid,
    counted: tally.counted,
    reasons: VALIDITY_REASONS.map((reason) => ({
      reason,
      kind: kindOf(reason),
      n: counts.get(reason) ?? 0,
      method: `docs/method/validity.md#${reason}`,
    })),
  };
}
