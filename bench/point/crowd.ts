// A crowd of clients at their pace, and an echo beside them, at one point.
import { peakMemoryMb, runEnd } from './measure.ts';
import type { Crowd } from './report.ts';
import type { Served } from './servers.ts';

const PACE_MBPS = 5;
const SECONDS = 20;
/** The crowd joins in about this time; the echo begins after it. */
const JOIN_MS = 5_000;

type CrowdTold = Pick<Crowd, 'clients' | 'lowestShare' | 'p1Share' | 'mbps'>;
type ProbeTold = { p50Ms: number; p99Ms: number };

/** What so many paced clients get from the point, and how long an echo takes meanwhile. */
export async function crowdAt(point: Served, workers: number, clients: number): Promise<Crowd> {
  const crowding = runEnd('crowd', [point.url, String(clients), String(PACE_MBPS), String(SECONDS)]);
  await Promise.race([crowding, new Promise((resolve) => setTimeout(resolve, JOIN_MS))]);
  const probed: ProbeTold = JSON.parse(await runEnd('probe', [point.url, String(SECONDS / 2)]));
  const memoryMb = peakMemoryMb(point.pid);
  const { clients: joined, lowestShare, p1Share, mbps }: CrowdTold = JSON.parse(await crowding);
  const shares = { clients: joined, lowestShare, p1Share, mbps };
  return {
    workers,
    isTls: point.url.startsWith('https:'),
    paceMbps: PACE_MBPS,
    ...shares,
    probeP50Ms: probed.p50Ms,
    probeP99Ms: probed.p99Ms,
    memoryMb,
  };
}
