// How much n warm connections together may have in flight: CUBIC and BBR as fluids. Windows are bytes, times milliseconds.

/** Bytes of payload of one full segment. */
export const segmentBytes = 1_448;
const initialSegments = 10;

/** What a step tells the congestion control. */
export interface Acked {
  readonly nowMs: number;
  readonly stepMs: number;
  /** Payload acknowledged in this step. */
  readonly bytes: number;
  readonly inFlightBytes: number;
  /** Round trip now, queue included, and of the empty link. */
  readonly rttMs: number;
  readonly baseRttMs: number;
  /** Whether the application had more to send than the window let through. */
  readonly isFull: boolean;
}

export interface CongestionControl {
  /** Most that may be in flight. */
  readonly windowBytes: number;
  /** Most that may be sent in a millisecond. */
  readonly pacePerMs: number;
  onAcked(acked: Acked): void;
  /** News of a loss has reached the sender; comes at most once a round trip. */
  onLoss(): void;
  /** Connections in use from now on; new ones bring their initial window. */
  use(connections: number): void;
}

/** Connections all in step: RFC 9438 for each, with the delay test of HyStart to leave slow start. */
export class Cubic implements CongestionControl {
  windowBytes = 0;
  readonly pacePerMs = Infinity;
  #connections = 0;
  #isSlowStart = true;
  #mostSegments = 0;
  #startSegments = 0;
  #epochMs = 0;
  #round = { startMs: 0, leastRttMs: Infinity };

  use(connections: number): void {
    const added = Math.max(0, connections - this.#connections);
    this.windowBytes += added * initialSegments * segmentBytes;
    this.#connections = Math.max(this.#connections, connections);
  }

  onAcked(acked: Acked): void {
    if (this.#isSlowStart) {
      if (acked.isFull) this.windowBytes += acked.bytes;
      this.#watchDelay(acked);
    } else if (acked.isFull) {
      this.#epochMs += acked.stepMs;
      this.windowBytes = this.#grown(acked.rttMs) * this.#connections * segmentBytes;
    }
  }

  onLoss(): void {
    const before = this.windowBytes;
    // One full buffer makes most but not all connections lose: each alone falls to 0.7, n together by half of that and a share.
    this.windowBytes = Math.max(
      this.#connections * 2 * segmentBytes,
      before * (1 - 0.15 * (1 + 1 / this.#connections)),
    );
    this.#settle(before);
  }

  /**
   * HyStart (Ha and Rhee 2011, with Linux's constants): from 16 segments on, slow start ends after a round whose least delay
   * stands above the base by an eighth of it, within 4 to 16 ms.
   */
  #watchDelay({ nowMs, rttMs, baseRttMs }: Acked): void {
    this.#round.leastRttMs = Math.min(this.#round.leastRttMs, rttMs);
    if (nowMs - this.#round.startMs < rttMs) return;
    const isWide = this.windowBytes >= 16 * segmentBytes * this.#connections;
    const isDelayed = this.#round.leastRttMs - baseRttMs > Math.min(16, Math.max(4, baseRttMs / 8));
    this.#round = { startMs: nowMs, leastRttMs: rttMs };
    if (isWide && isDelayed) this.#settle(this.windowBytes);
  }

  #settle(mostBytes: number): void {
    this.#isSlowStart = false;
    this.#mostSegments = mostBytes / segmentBytes / this.#connections;
    this.#startSegments = this.windowBytes / segmentBytes / this.#connections;
    this.#epochMs = 0;
  }

  /** Segments of one connection: the cubic of RFC 9438 (C = 0.4) or what Reno would have, whichever is more. */
  #grown(rttMs: number): number {
    const epochS = this.#epochMs / 1e3;
    const turnS = Math.cbrt((this.#mostSegments - this.#startSegments) / 0.4);
    const cubic = 0.4 * (epochS - turnS) ** 3 + this.#mostSegments;
    const reno = this.#startSegments + (0.529 * this.#epochMs) / rttMs;
    return Math.max(cubic, reno);
  }
}

const startupGain = 2.885;
const cycleGains = [1.25, 0.75, 1, 1, 1, 1, 1, 1] as const;

/** BBR version 1 (Cardwell and others 2016), all connections as one that follows the rate of delivery. */
export class Bbr implements CongestionControl {
  windowBytes = 0;
  pacePerMs = Infinity;
  #connections = 0;
  #state: 'startup' | 'drain' | 'cycle' = 'startup';
  #rates: number[] = [];
  #round = { startMs: 0, bytes: 0, isFull: true };
  #fullRate = 0;
  #flatRounds = 0;
  #phase = 2;
  #phaseMs = 0;

  use(connections: number): void {
    if (this.#rates.length === 0) this.windowBytes = connections * initialSegments * segmentBytes;
    this.#connections = Math.max(this.#connections, connections);
  }

  onAcked(acked: Acked): void {
    this.#round.bytes += acked.bytes;
    this.#round.isFull &&= acked.isFull;
    if (acked.nowMs - this.#round.startMs >= acked.rttMs) this.#endRound(acked);
    const rate = Math.max(...this.#rates);
    if (this.#rates.length === 0) {
      if (acked.isFull) this.windowBytes += acked.bytes;
      return;
    }
    const pipeBytes = Math.max(4 * segmentBytes * this.#connections, rate * acked.baseRttMs);
    if (this.#state === 'drain' && acked.inFlightBytes <= pipeBytes) this.#state = 'cycle';
    this.#turn(acked);
    this.windowBytes = pipeBytes * (this.#state === 'startup' ? startupGain : 2);
    this.pacePerMs = rate * this.#gain();
  }

  /** Version 1 does not answer to loss. */
  onLoss(): void {}

  #endRound({ nowMs, isFull }: Acked): void {
    const rate = this.#round.bytes / (nowMs - this.#round.startMs);
    const known = this.#rates.length > 0 ? Math.max(...this.#rates) : 0;
    // A round that the application did not fill says nothing unless it was faster than all the others.
    if (this.#round.bytes > 0 && (this.#round.isFull || rate > known)) {
      this.#rates = [...this.#rates.slice(-9), rate];
      if (this.#state === 'startup') this.#testFull(rate);
    }
    this.#round = { startMs: nowMs, bytes: 0, isFull };
  }

  #testFull(rate: number): void {
    if (rate >= 1.25 * this.#fullRate) {
      this.#fullRate = rate;
      this.#flatRounds = 0;
    } else {
      this.#flatRounds += 1;
      if (this.#flatRounds >= 3) this.#state = 'drain';
    }
  }

  #turn({ nowMs, baseRttMs }: Acked): void {
    if (this.#state !== 'cycle' || nowMs - this.#phaseMs < baseRttMs) return;
    this.#phaseMs = nowMs;
    this.#phase = (this.#phase + 1) % cycleGains.length;
  }

  #gain(): number {
    if (this.#state === 'startup') return startupGain;
    if (this.#state === 'drain') return 1 / startupGain;
    // Several flows each take their best moment for their share, so together they fill their windows: a queue of one
    // bandwidth-delay product (Hock, Bless and Zitterbart, ICNP 2017).
    return (cycleGains[this.#phase] ?? 1) * (this.#connections > 1 ? 1.05 : 1);
  }
}
