// What the point knows of one pulse: who sends, how much, when; sampled for the client and for the receipt.
import { COUNTS_INTERVAL_MS, type CountSample, type Direction } from '@i-speed/spec';

/** Samples are at most this dense (protocol 4.6). */
const SAMPLE_MS = 10;

export type Pulse = {
  readonly direction: Direction;
  readonly number: number;
  /** All samples so far, by session clock. */
  readonly samples: readonly CountSample[];
  readonly sizeBytes: number;
  readonly open: number;
  /** Aborts when the client says `stop` or the session ends. */
  readonly stopped: AbortSignal;
  /** One more connection carries this pulse; `acked` gives the payload bytes it has delivered, for download. */
  join(acked?: () => number): void;
  /** That connection is done. */
  leave(): void;
  /** Upload bytes read from a socket. */
  read(sizeBytes: number): void;
  stop(): void;
};

/** Tells the client what was counted since the last call; `ended` when no connection is open. */
type Tell = (pulse: Pulse, samples: CountSample[], ended: boolean) => void;

/** Starts a pulse; its times are those of `clockMs`. Download counts are asked for at the pace of the samples, upload counts come by `read`. */
export function startPulse(direction: Direction, number: number, clockMs: () => number, tell: Tell): Pulse {
  const samples: CountSample[] = [];
  const stop = new AbortController();
  const delivering: (() => number)[] = [];
  let told = 0;
  let open = 0;
  let sizeBytes = 0;
  let tick: NodeJS.Timeout | undefined;
  /** The newest count is kept apart until `SAMPLE_MS` have passed, so that the last byte's own time is never lost. */
  let newest: CountSample | undefined;

  const sample = (atMs: number) => {
    const last = samples.at(-1);
    if (newest !== undefined && (last === undefined || newest[0] - last[0] >= SAMPLE_MS)) {
      samples.push(newest);
      newest = undefined;
    }
    newest = [atMs, sizeBytes, open];
  };
  const flush = (ended: boolean) => {
    if (newest !== undefined) samples.push(newest);
    newest = undefined;
    if (samples.length > told || ended) tell(pulse, samples.slice(told), ended);
    told = samples.length;
  };
  const countDelivered = () => {
    const total = delivering.reduce((sum, acked) => sum + acked(), 0);
    if (total <= sizeBytes && samples.length > 0) return;
    sizeBytes = Math.max(sizeBytes, total);
    sample(clockMs());
  };
  let flushedMs = clockMs();
  const onTick = () => {
    if (direction === 'download') countDelivered();
    if (clockMs() - flushedMs < COUNTS_INTERVAL_MS - SAMPLE_MS / 2) return;
    flushedMs = clockMs();
    flush(false);
  };
  const pulse: Pulse = {
    direction,
    number,
    samples,
    get sizeBytes() {
      return sizeBytes;
    },
    get open() {
      return open;
    },
    stopped: stop.signal,
    join(acked) {
      if (acked !== undefined) delivering.push(acked);
      if (open === 0) {
        if (samples.length === 0) sample(clockMs());
        tick = setInterval(onTick, direction === 'download' ? SAMPLE_MS : COUNTS_INTERVAL_MS);
      }
      open += 1;
    },
    leave() {
      open -= 1;
      if (open > 0) return;
      clearInterval(tick);
      if (direction === 'download') countDelivered();
      flush(true);
    },
    read(bytes) {
      sizeBytes += bytes;
      sample(clockMs());
    },
    stop: () => stop.abort(),
  };
  return pulse;
}
