// Points of the register for tests: an exchange point with a name for both families, changed where a test says so.
import type { KnownPoint } from '../src/network/point-state.ts';
import type { PointRow, ReportRow } from '../src/store/schema.ts';

/** A point, with a report where one is given. */
export function knownPoint(row: Partial<PointRow> = {}, report?: Partial<ReportRow>): KnownPoint {
  const id = row.id ?? 'p1';
  const since = new Date(0);
  return {
    id,
    name: id,
    publicKey: {},
    networkKind: 'exchange',
    state: 'active',
    url: `https://${id}.example`,
    ipv4Url: null,
    ipv6Url: null,
    sameHostPort: null,
    isTls: false,
    isJoined: false,
    addresses: [],
    capacityMbps: null,
    operatorName: null,
    city: null,
    country: 'VN',
    latitude: null,
    longitude: null,
    registeredAt: since,
    updatedAt: since,
    ...row,
    ...(report && {
      report: {
        pointId: id,
        reportedAt: null,
        isDraining: false,
        sessions: null,
        capacity: null,
        version: null,
        families: null,
        loopLagMs: null,
        probeDueAt: since,
        probedAt: null,
        failedProbes: 0,
        probedFamilies: null,
        ...report,
      },
    }),
  };
}
