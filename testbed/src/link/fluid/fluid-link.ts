// The link of the fluid model: the same description as the emulator's, with what TCP adds at its ends.
import type { PathSpec } from '../link-spec.ts';
import { bufferBytes } from '../link-spec.ts';
import type { Family } from '../open-link.ts';
import { payloadShare } from '../payload.ts';
import type { Random } from '../trace/random.ts';
import { seededRandom } from '../trace/random.ts';
import type { RateOverTime } from '../trace/rate-over-time.ts';
import { rateOverTime } from '../trace/rate-over-time.ts';

/** What the model needs beyond the two paths. */
export interface FluidLink {
  readonly down: PathSpec;
  readonly up: PathSpec;
  readonly family?: Family;
  /** What each direction's sender runs (default bbr down, cubic up: the point's choice and most clients'). */
  readonly congestion?: { readonly down?: 'bbr' | 'cubic'; readonly up?: 'bbr' | 'cubic' };
  /** Bytes written but unsent that a connection holds, `TCP_NOTSENT_LOWAT` (default 16,384). They still go out after a stop. */
  readonly unsentBytes?: number;
}

/** Round trip of an empty link. */
export function baseRttMs(link: FluidLink): number {
  return (link.down.delayMs ?? 0) + (link.up.delayMs ?? 0);
}

/** One direction's bottleneck in payload bytes: a queue that drains at the trace's rate and drops what does not fit. */
export class FluidBottleneck {
  readonly #path: PathSpec;
  readonly #rate: RateOverTime;
  readonly #share: number;
  readonly #bufferBytes: number;
  readonly #chance: Random;
  #tokens: number;
  queueBytes = 0;

  constructor(path: PathSpec, family: Family) {
    this.#path = path;
    this.#rate = rateOverTime(path.rateMbps);
    this.#share = payloadShare(family);
    // The emulator lets a packet in while the wait is within the limit, so one packet more than the buffer fits.
    this.#bufferBytes = (bufferBytes(path) + 1_500) * this.#share;
    this.#tokens = (path.bucket?.burstBytes ?? 0) * this.#share;
    this.#chance = seededRandom(path.seed ?? 1, 'fluid-loss');
  }

  /** Payload bytes per millisecond that are free at an instant of the link's time. */
  freeRate(atMs: number): number {
    const { cross, outages } = this.#path;
    if (outages?.some((outage) => outage.kind === 'hold' && atMs >= outage.fromMs && atMs < outage.toMs)) return 0;
    const isCrossed = cross && (cross.offMs === 0 || atMs % (cross.onMs + cross.offMs) < cross.onMs);
    const mbps = this.#rate.at(atMs) - (isCrossed ? cross.rateMbps : 0);
    return (Math.max(0, mbps) * this.#share * 1e3) / 8;
  }

  /** Takes in what was sent in one step and lets the bottleneck work for its length. */
  step(atMs: number, stepMs: number, sentBytes: number): { leftBytes: number; droppedBytes: number } {
    const arriving = this.#admitted(atMs, stepMs, sentBytes);
    const room = this.#bufferBytes - this.queueBytes + this.freeRate(atMs) * stepMs;
    const taken = Math.min(arriving, Math.max(0, room));
    this.queueBytes += taken;
    let leftBytes = Math.min(this.queueBytes, this.freeRate(atMs) * stepMs);
    if (this.#path.bucket?.excess === 'wait') {
      leftBytes = Math.min(leftBytes, this.#tokens);
      this.#tokens -= leftBytes;
    }
    this.queueBytes -= leftBytes;
    return { leftBytes, droppedBytes: sentBytes - taken };
  }

  /** What a packet arriving now would wait, were the rate to stay; bounded by a minute where there is no rate. */
  waitMs(atMs: number): number {
    if (this.queueBytes === 0) return 0;
    return Math.min(60_000, this.queueBytes / this.freeRate(atMs));
  }

  #admitted(atMs: number, stepMs: number, sentBytes: number): number {
    const { bucket, outages, lossRatio = 0, burstLoss } = this.#path;
    this.#refill(stepMs);
    if (outages?.some((outage) => outage.kind === 'drop' && atMs >= outage.fromMs && atMs < outage.toMs)) return 0;
    let bytes = sentBytes * (1 - this.#lostShare(sentBytes, lossRatio, 1));
    if (burstLoss) bytes *= 1 - this.#lostShare(sentBytes, burstLoss.lossRatio, burstLoss.meanBurstPackets);
    if (bucket?.excess !== 'drop') return bytes;
    const passed = Math.min(bytes, this.#tokens);
    this.#tokens -= passed;
    return passed;
  }

  #refill(stepMs: number): void {
    const { bucket } = this.#path;
    if (!bucket) return;
    const gained = (bucket.rateMbps * this.#share * 1e3 * stepMs) / 8;
    this.#tokens = Math.min(bucket.burstBytes * this.#share, this.#tokens + gained);
  }

  /** Share of a step's packets that is lost: each packet's chance, drawn as one normal with the binomial's moments. */
  #lostShare(bytes: number, ratio: number, burstPackets: number): number {
    const packets = bytes / 1_448;
    if (ratio === 0 || packets === 0) return 0;
    if (packets * ratio < 5) {
      const isHit = this.#chance.uniform() < Math.min(1, (packets * ratio) / burstPackets);
      return isHit ? Math.min(1, burstPackets / packets) : 0;
    }
    const spread = Math.sqrt((ratio * (1 - ratio) * burstPackets) / packets);
    return Math.min(1, Math.max(0, ratio + spread * this.#chance.normal()));
  }
}
