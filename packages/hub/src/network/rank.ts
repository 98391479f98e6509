// Which points to offer, best first; the client then measures the way to each and takes the nearest.
import { createHash } from 'node:crypto';
import type { PointRow } from '../store/schema.ts';

/** Of the one who asks, what is known. */
export interface Asker {
  readonly country?: string;
  readonly operatorName?: string;
}

/** So many candidates a client tries (protocol section 3.2). */
export const CANDIDATE_LIMIT = 5;

/**
 * At most five of the points that take measurements: those in the asker's own operator's network first, then exchange, then other operators',
 * then hosting, abroad last; equals in an order drawn from the measurement's id, so that load spreads.
 */
export function rankPoints(points: readonly PointRow[], asker: Asker, measurementId: string): PointRow[] {
  return points
    .filter(({ state }) => state === 'active')
    .map((point) => ({ point, tier: tierOf(point, asker), lot: lotOf(point.id, measurementId) }))
    .sort((a, b) => a.tier - b.tier || a.lot.localeCompare(b.lot))
    .slice(0, CANDIDATE_LIMIT)
    .map(({ point }) => point);
}

function tierOf(point: PointRow, asker: Asker): number {
  if (point.networkKind === 'abroad') return 4;
  if (point.country !== null && asker.country !== undefined && point.country !== asker.country) return 4;
  if (point.networkKind === 'on-net') return point.operatorName === asker.operatorName ? 0 : 2;
  return point.networkKind === 'exchange' ? 1 : 3;
}

function lotOf(pointId: string, measurementId: string): string {
  return createHash('sha256').update(`${measurementId} ${pointId}`).digest('hex');
}
