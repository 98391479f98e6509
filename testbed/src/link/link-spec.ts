// What a link is: the description from which the emulator is set up, the truth is computed and the fluid model runs.

/** One stretch of a rate trace: `mbps` at IP level for `ms` milliseconds; 0 holds packets back. */
export interface RateStep {
  readonly ms: number;
  readonly mbps: number;
}

/** A stretch without service. `hold` keeps packets waiting (a handover), `drop` loses them (a cut cable). */
export interface Outage {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'hold' | 'drop';
}

/** Losses that come in bursts (Gilbert-Elliott): overall share, mean length of a burst, share lost inside one (default 1). */
export interface BurstLoss {
  readonly lossRatio: number;
  readonly meanBurstPackets: number;
  readonly lossInBurstRatio?: number;
}

/** A token bucket ahead of the bottleneck: excess is dropped (a policer) or waits (a shaper with a boost). */
export interface TokenBucket {
  readonly rateMbps: number;
  readonly burstBytes: number;
  readonly excess: 'drop' | 'wait';
}

/** Other people's traffic through the same bottleneck: answers to nobody, on and off in turns; always on when `offMs` is 0. */
export interface CrossTraffic {
  readonly rateMbps: number;
  readonly onMs: number;
  readonly offMs: number;
}

/** One direction of a link. Rates are 10^6 bit/s of IP packets; times of traces and outages count from the link's zero. */
export interface PathSpec {
  /** A constant rate, or a trace that repeats. */
  readonly rateMbps: number | readonly RateStep[];
  /** One-way propagation. */
  readonly delayMs?: number;
  /** Extra delay, uniform in [0, jitterMs], drawn anew each 10 ms; order is kept. */
  readonly jitterMs?: number;
  /** Independent loss on the way to the bottleneck: a share of the packets, not of the capacity. */
  readonly lossRatio?: number;
  readonly burstLoss?: BurstLoss;
  /** Drop-tail buffer as time at the mean rate (default 100): a packet is let in when it would wait at most this long. */
  readonly queueMs?: number;
  /** The same buffer in bytes, instead of `queueMs`. */
  readonly queueBytes?: number;
  readonly bucket?: TokenBucket;
  readonly outages?: readonly Outage[];
  readonly cross?: CrossTraffic;
  /** Seed of this direction's loss and jitter (default 1). */
  readonly seed?: number;
}

export interface LinkSpec {
  readonly down: PathSpec;
  readonly up: PathSpec;
}

/** The faults of a description, each as one sentence that names the field; empty when it can be built. */
export function linkFaults(spec: LinkSpec): string[] {
  return (['down', 'up'] as const).flatMap((side) => pathFaults(spec[side]).map((fault) => `${side}.${fault}`));
}

/** Mean rate of a direction over one turn of its trace, 10^6 bit/s of IP packets, outages not counted. */
export function meanRateMbps(rate: PathSpec['rateMbps']): number {
  if (typeof rate === 'number') return rate;
  const totalMs = rate.reduce((sum, step) => sum + step.ms, 0);
  return rate.reduce((sum, step) => sum + step.mbps * step.ms, 0) / totalMs;
}

/** Size of the drop-tail buffer in bytes; `queueMs` is converted at the mean rate, as real buffers are of bytes. */
export function bufferBytes(path: PathSpec): number {
  return path.queueBytes ?? ((path.queueMs ?? 100) * meanRateMbps(path.rateMbps) * 1e6) / 8e3;
}

function pathFaults(path: PathSpec): string[] {
  const faults: string[] = [];
  const steps = typeof path.rateMbps === 'number' ? [{ ms: 1, mbps: path.rateMbps }] : path.rateMbps;
  if (steps.length === 0 || steps.length > 65_536) faults.push('rateMbps needs 1 to 65,536 steps');
  if (steps.some((step) => !(step.ms > 0) || !(step.mbps >= 0 && step.mbps <= 10_000)))
    faults.push('rateMbps must be 0 to 10,000 over steps longer than 0 ms');
  else if (!(meanRateMbps(path.rateMbps) > 0)) faults.push('rateMbps must carry something at some time');
  for (const key of ['delayMs', 'jitterMs', 'queueMs', 'queueBytes'] as const) {
    const value = path[key];
    if (value !== undefined && !(value >= 0 && Number.isFinite(value))) faults.push(`${key} must be 0 or more`);
  }
  if (!isShare(path.lossRatio ?? 0)) faults.push('lossRatio must be 0 to below 1');
  return [...faults, ...burstFaults(path.burstLoss), ...otherFaults(path)];
}

function burstFaults(burst: BurstLoss | undefined): string[] {
  if (!burst) return [];
  const inBurst = burst.lossInBurstRatio ?? 1;
  const isPossible =
    isShare(burst.lossRatio) && burst.lossRatio < inBurst && inBurst <= 1 && burst.meanBurstPackets >= 1;
  return isPossible
    ? []
    : ['burstLoss needs lossRatio below lossInBurstRatio, at most 1, and bursts of 1 packet or more'];
}

function otherFaults({ bucket, cross, outages = [] }: PathSpec): string[] {
  const faults: string[] = [];
  if (bucket && !(bucket.rateMbps > 0 && bucket.burstBytes >= 1_500))
    faults.push('bucket needs a rate above 0 and a burst of at least one packet (1,500 bytes)');
  if (cross && !(cross.rateMbps > 0 && cross.onMs > 0 && cross.offMs >= 0))
    faults.push('cross needs a rate and an on-time above 0');
  if (outages.length > 64 || outages.some((outage) => !(outage.fromMs >= 0 && outage.toMs > outage.fromMs)))
    faults.push('outages must each end after they begin, at most 64');
  return faults;
}

function isShare(ratio: number): boolean {
  return ratio >= 0 && ratio < 1;
}
