// What the point knows of one pulse: who sends, how much, when; sampled for the client and for the receipt.
import { COUNTS_INTERVAL_MS, type CountSample, type Direction } from '@i-speed/spec';

/** Samples are at most this dense (protocol 4.6). */
const SAMPLE_MS = 10;
/** A running download is looked at this often: on fast links the windows are shorter than 100 ms. */
export const LOOK_MS = 10;
/** A client counts its download itself and steers by nothing of this; told each 50 ms it was 4 % of a line of half a megabit. */
const DOWNLOAD_TELL_MS = 200;

export type Pulse = {
  readonly direction: Direction;
  readonly number: number;
  /** All samples so far, by session clock. */
  readonly samples: readonly CountSample[];
  readonly sizeBytes: number;
  readonly open: number;
  /** Aborts when the client says `stop` or the session ends. */
  readonly stopped: AbortSignal;
  /** One more connection carries this pulse; `delivered` gives the payload bytes it has brought so far, for download. */
  join(delivered?: () => number): void;
  /** That connection is done. */
  leave(): void;
  /** Upload bytes read from a socket. */
  read(sizeBytes: number): void;
  stop(): void;
};

/** Tells the client what was counted since the last call; `ended` when no connection is open. */
export type Tell = (pulse: Pulse, samples: CountSample[], ended: boolean) => void;

/**
 * Starts a pulse; its times are those of `clockMs`. Upload counts come by `read`. Download counts are asked for each `lookMs`;
 * the latest is told about every 200 ms. Upload counts are what a client steers by: all are told, every 50 ms.
 */
export function startPulse(
  direction: Direction,
  number: number,
  clockMs: () => number,
  lookMs: number,
  tell: Tell,
): Pulse {
  const samples: CountSample[] = [];
  const stop = new AbortController();
  const delivering: (() => number)[] = [];
  const tellMs = direction === 'download' ? DOWNLOAD_TELL_MS : COUNTS_INTERVAL_MS;
  const looksPerMessage = Math.max(1, Math.round(tellMs / lookMs));
  let told = 0;
  let open = 0;
  let looks = 0;
  let sizeBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  /** The newest count is kept apart until `SAMPLE_MS` have passed, so that the last byte's own time is never lost. */
  let [newestMs, newestBytes, newestOpen] = [0, 0, 0];
  let hasNewest = false;

  const keepNewest = () => {
    samples.push([newestMs, newestBytes, newestOpen]);
    lastMs = newestMs;
    hasNewest = false;
  };
  const sample = () => {
    if (hasNewest && newestMs - lastMs >= SAMPLE_MS) keepNewest();
    [newestMs, newestBytes, newestOpen] = [clockMs(), sizeBytes, open];
    hasNewest = true;
  };
  const flush = (ended: boolean) => {
    if (hasNewest) keepNewest();
    const news = samples.slice(direction === 'download' ? Math.max(told, samples.length - 1) : told);
    if (news.length > 0 || ended) tell(pulse, news, ended);
    told = samples.length;
  };
  const countDelivered = () => {
    let total = 0;
    for (const delivered of delivering) total += delivered();
    if (total <= sizeBytes) return;
    sizeBytes = total;
    sample();
  };
  const look = () => {
    if (direction === 'download') countDelivered();
    looks += 1;
    if (looks % looksPerMessage === 0) flush(false);
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
    join(delivered) {
      if (delivered !== undefined) delivering.push(delivered);
      if (open === 0) {
        if (samples.length === 0) sample();
        timer = setInterval(look, lookMs);
      }
      open += 1;
    },
    leave() {
      open -= 1;
      if (open > 0) return;
      clearInterval(timer);
      if (direction === 'download') countDelivered();
      flush(true);
    },
    read(bytes) {
      sizeBytes += bytes;
      sample();
    },
    stop: () => stop.abort(),
  };
  return pulse;
}
