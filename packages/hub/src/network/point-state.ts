// In which state a point is, from what it said and what hubs saw (docs/method/choosing-a-point.md).
import { type PointFault, REPORT_INTERVAL_MS } from '@i-speed/spec';
import type { PointRow, ReportRow } from '../store/schema.ts';

/** A point with what is known of it now; its `state` is the one of now. */
export type KnownPoint = PointRow & { readonly report?: ReportRow };

/** Three reports that did not come. */
const SILENCE_MS = 3 * REPORT_INTERVAL_MS;
/** One failed probe may be the hub's own trouble. */
const FAILED_PROBES = 2;

/** Retired is for ever; a point that never joined from elsewhere is what its row says. */
export function stateOf(row: PointRow, report: ReportRow | undefined, nowMs: number): PointRow['state'] {
  if (row.state === 'retired' || !row.isJoined) return row.state;
  if (report === undefined || report.reportedAt === null || report.probedAt === null) return 'waiting';
  if (faultsOfPoint(report, nowMs).length > 0) return 'unhealthy';
  return report.isDraining ? 'draining' : 'active';
}

/** Why a joined point that has told this last is waiting or unhealthy; none where it is neither. */
export function faultsOfPoint(report: ReportRow | undefined, nowMs: number): PointFault[] {
  const toldMs = report?.reportedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const isReached = report !== undefined && report.probedAt !== null && report.failedProbes < FAILED_PROBES;
  return [
    ...(nowMs - toldMs > SILENCE_MS ? ['no-report' as const] : []),
    ...(isReached ? [] : ['not-reached' as const]),
  ];
}

/** Share of its places that are taken by the last report, 0 to 1; absent where it never told. */
export function loadRatio({ report }: KnownPoint): number | undefined {
  if (report === undefined || report.sessions === null || report.capacity === null || report.capacity === 0)
    return undefined;
  return Math.min(1, report.sessions / report.capacity);
}
