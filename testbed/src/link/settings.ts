// The emulator's settings file, written from a link's description.
import type { BurstLoss, LinkSpec, PathSpec } from './link-spec.ts';
import { bufferBytes } from './link-spec.ts';

/** Where the emulator puts its two ends and its journal. */
export interface LinkPlace {
  readonly serverNamespace: string;
  readonly clientNamespace: string;
  readonly device: string;
  readonly journalFile: string;
  readonly gridMs: number;
  readonly seconds: number;
}

/** The text that `testbed/link/settings.c` reads: one setting a line. The description must be free of faults. */
export function emulatorSettings(spec: LinkSpec, place: LinkPlace): string {
  return [
    `server ${place.serverNamespace}`,
    `client ${place.clientNamespace}`,
    `device ${place.device}`,
    `journal ${place.journalFile}`,
    `grid ${place.gridMs}`,
    `seconds ${place.seconds}`,
    ...pathLines(spec.down).map((line) => `down ${line}`),
    ...pathLines(spec.up).map((line) => `up ${line}`),
    '',
  ].join('\n');
}

/** Chances per packet to enter and to leave a burst that give the asked share and mean length. */
export function burstChances(burst: BurstLoss): { enter: number; leave: number; lossInBurst: number } {
  const lossInBurst = burst.lossInBurstRatio ?? 1;
  const share = burst.lossRatio / lossInBurst;
  const leave = 1 / burst.meanBurstPackets;
  return { enter: (leave * share) / (1 - share), leave, lossInBurst };
}

function pathLines(path: PathSpec): string[] {
  const steps = typeof path.rateMbps === 'number' ? [{ ms: 1_000, mbps: path.rateMbps }] : path.rateMbps;
  const lines = steps.map((step) => `step ${step.ms} ${step.mbps}`);
  lines.push(`delay ${path.delayMs ?? 0}`, `jitter ${path.jitterMs ?? 0}`, `loss ${path.lossRatio ?? 0}`);
  lines.push(`queue ${bufferBytes(path)}`, `seed ${path.seed ?? 1}`);
  if (path.burstLoss) {
    const { enter, leave, lossInBurst } = burstChances(path.burstLoss);
    lines.push(`burst ${enter} ${leave} ${lossInBurst}`);
  }
  if (path.bucket) lines.push(`bucket ${path.bucket.rateMbps} ${path.bucket.burstBytes} ${path.bucket.excess}`);
  for (const outage of path.outages ?? []) lines.push(`outage ${outage.fromMs} ${outage.toMs} ${outage.kind}`);
  if (path.cross) lines.push(`cross ${path.cross.rateMbps} ${path.cross.onMs} ${path.cross.offMs}`);
  return lines;
}
