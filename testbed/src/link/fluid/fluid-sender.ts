// One direction of the fluid model: an application's wish, TCP's window, the bottleneck, and the bytes at the receiver.
import type { CongestionControl } from './congestion.ts';
import { Bbr, Cubic } from './congestion.ts';
import type { FluidLink } from './fluid-link.ts';
import { baseRttMs, FluidBottleneck } from './fluid-link.ts';

/** What an application wants sent in one direction. */
export interface Wish {
  /** Connections that send; 0 is silence. */
  readonly connections: number;
  /** Send no more than this many payload bytes since the beginning of the run; absent is without end. */
  readonly untilBytes?: number;
}

/** No sending. */
export const silence: Wish = { connections: 0 };

/** Simulates one direction step by step; owns its bottleneck and its congestion control. */
export class FluidSender {
  readonly #bottleneck: FluidBottleneck;
  readonly #control: CongestionControl;
  readonly #baseRttMs: number;
  readonly #stepMs: number;
  readonly #unsentBytes: number;
  /** Cumulative payload that had left the bottleneck by the end of each step. */
  readonly #left: number[] = [];
  #writtenBytes = 0;
  #connections = 1;
  /** How much must be acknowledged before the sender learns of the oldest drop it has not heard of. */
  #lossAtBytes: number | undefined;
  #deafUntilBytes = 0;
  #isFull = false;

  constructor(link: FluidLink, side: 'down' | 'up', stepMs: number) {
    const kind = link.congestion?.[side] ?? (side === 'down' ? 'bbr' : 'cubic');
    this.#bottleneck = new FluidBottleneck(link[side], link.family ?? 4);
    this.#control = kind === 'bbr' ? new Bbr() : new Cubic();
    this.#baseRttMs = baseRttMs(link);
    this.#stepMs = stepMs;
    this.#unsentBytes = link.unsentBytes ?? 16_384;
  }

  /** What a probe would wait here now. */
  waitMs(linkMs: number): number {
    return this.#bottleneck.waitMs(linkMs);
  }

  /** Payload that had left the bottleneck by the end of a step; nothing before the first. */
  leftBytes(step: number): number {
    return this.#left[Math.min(step, this.#left.length - 1)] ?? 0;
  }

  /** Whether everything the application wrote has left. */
  get isDrained(): boolean {
    return this.#writtenBytes - this.#committedBytes < 1 && this.#bottleneck.queueBytes < 1;
  }

  /** One step: `nowMs` since the run began, `linkMs` on the link's own clock, with the wish as it stands at the sender. */
  step(nowMs: number, linkMs: number, wish: Wish): void {
    const k = this.#left.length;
    const lag = Math.round(this.#baseRttMs / this.#stepMs);
    const acked = this.leftBytes(k - 1 - lag) - this.leftBytes(k - 2 - lag);
    const propagating = this.leftBytes(k - 1) - this.leftBytes(k - 1 - lag);
    const rttMs = this.#baseRttMs + this.#bottleneck.waitMs(linkMs);
    const inFlightBytes = this.#bottleneck.queueBytes + propagating;
    if (wish.connections > 0) {
      this.#connections = wish.connections;
      this.#control.use(wish.connections);
    }
    this.#hearLoss(this.leftBytes(k - 1 - lag));
    const { baseRttMs, stepMs } = { baseRttMs: Math.max(this.#baseRttMs, this.#stepMs), stepMs: this.#stepMs };
    this.#control.onAcked({ nowMs, stepMs, bytes: acked, inFlightBytes, rttMs, baseRttMs, isFull: this.#isFull });
    const sentBytes = this.#send(wish, inFlightBytes);
    const { leftBytes, droppedBytes } = this.#bottleneck.step(linkMs, this.#stepMs, sentBytes);
    this.#left.push(this.leftBytes(k - 1) + leftBytes);
    if (droppedBytes > 0) this.#lossAtBytes ??= this.#committedBytes;
  }

  get #committedBytes(): number {
    return this.leftBytes(this.#left.length - 1) + this.#bottleneck.queueBytes;
  }

  /** How much goes out in this step. Dropped bytes were never committed, so they are sent again by themselves. */
  #send(wish: Wish, inFlightBytes: number): number {
    const roomBytes = Math.max(0, this.#control.windowBytes - inFlightBytes);
    const passBytes = Math.min(roomBytes, this.#control.pacePerMs * this.#stepMs);
    if (wish.connections > 0) {
      const aheadBytes = this.#committedBytes + passBytes + this.#connections * this.#unsentBytes;
      this.#writtenBytes = Math.max(this.#writtenBytes, Math.min(wish.untilBytes ?? Infinity, aheadBytes));
    }
    const waitingBytes = Math.max(0, this.#writtenBytes - this.#committedBytes);
    this.#isFull = waitingBytes > passBytes;
    return Math.min(passBytes, waitingBytes);
  }

  /** A drop is known when what was queued before it has been acknowledged; the drops of one round trip are one event. */
  #hearLoss(ackedBytes: number): void {
    if (this.#lossAtBytes === undefined || ackedBytes < this.#lossAtBytes) return;
    if (this.#lossAtBytes >= this.#deafUntilBytes) {
      this.#control.onLoss();
      this.#deafUntilBytes = this.#committedBytes;
    }
    this.#lossAtBytes = undefined;
  }
}
