// The plainest pulsed measurement: equal bursts at equal distances, download and upload by turns. A yardstick for planners.

import { silence } from './fluid-sender.ts';
import type { Ask, MeasuringPolicy, Seen } from './run-policy.ts';

export interface PulsePlan {
  readonly pulses: number;
  readonly lengthMs: number;
  /** From the beginning of one download pulse to that of the next; upload begins half-way. */
  readonly periodMs: number;
  readonly connections?: number;
}

/**
 * Bytes over time of all counted windows. A window opens once the pipe is full again, `max(2.5 round trips, 120 ms)` after
 * the pulse's first byte, and closes with its last, so the drain counts.
 */
export function pulseRule({ pulses, lengthMs, periodMs, connections = 3 }: PulsePlan): MeasuringPolicy {
  const idleRtt = { ms: Infinity };
  const down = new Windows(idleRtt);
  const up = new Windows(idleRtt);
  return {
    step(seen): Ask {
      idleRtt.ms = Math.min(idleRtt.ms, seen.rttMs);
      const pulse = Math.floor(seen.nowMs / periodMs);
      down.see(seen, seen.downBytes, pulse);
      up.see(seen, seen.upBytes, Math.floor(seen.nowMs / periodMs - 0.5));
      if (pulse >= pulses) return 'finish';
      const inPeriodMs = seen.nowMs - pulse * periodMs;
      const isDown = inPeriodMs < lengthMs;
      const isUp = inPeriodMs >= periodMs / 2 && inPeriodMs < periodMs / 2 + lengthMs;
      return { down: isDown ? { connections } : silence, up: isUp ? { connections } : silence };
    },
    result: () => ({ downMbps: down.mbps, upMbps: up.mbps }),
  };
}

interface CountedWindow {
  pulse: number;
  firstMs: number;
  openMs: number;
  fromBytes: number | undefined;
  lastMs: number;
  bytes: number;
}

/** Cuts one direction's arrivals into the windows of its pulses. */
class Windows {
  readonly #idleRtt: { readonly ms: number };
  readonly #windows: CountedWindow[] = [];
  #bytes = 0;

  constructor(idleRtt: { readonly ms: number }) {
    this.#idleRtt = idleRtt;
  }

  see({ nowMs }: Seen, bytes: number, pulse: number): void {
    if (bytes <= this.#bytes) return;
    this.#bytes = bytes;
    let window = this.#windows.at(-1);
    if (window?.pulse !== pulse) {
      const openMs = nowMs + Math.max(2.5 * this.#idleRtt.ms, 120);
      window = { pulse, firstMs: nowMs, openMs, fromBytes: undefined, lastMs: nowMs, bytes };
      this.#windows.push(window);
    }
    if (nowMs >= window.openMs && window.fromBytes === undefined) {
      window.openMs = nowMs;
      window.fromBytes = bytes;
    }
    window.lastMs = nowMs;
    window.bytes = bytes;
  }

  get mbps(): number | undefined {
    let bytes = 0;
    let ms = 0;
    for (const window of this.#windows) {
      if (window.fromBytes === undefined) continue;
      bytes += window.bytes - window.fromBytes;
      ms += window.lastMs - window.openMs;
    }
    return ms > 0 ? (bytes * 8) / ms / 1e3 : undefined;
  }
}
