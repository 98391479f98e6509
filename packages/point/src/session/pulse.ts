// What the point knows of one pulse: who sends, how much, when; sampled for the client and for the receipt.
import { type CarriedSample, COUNTS_INTERVAL_MS, type CountSample, type Direction } from '@i-speed/spec';
import { countCarried, type SegmentReader } from './carried.ts';

/** Samples are at most this dense (protocol 4.6). */
const SAMPLE_MS = 10;
/** A running download is looked at this often: on fast links the windows are shorter than 100 ms. */
export const LOOK_MS = 10;
/** With more measurements than this at once it is looked at less often: reading TCP_INFO costs 2 to 4 microseconds. */
const CROWD = 32;
const CROWD_LOOK_MS = 50;
/** A client counts its download itself and steers by nothing of this; told each 50 ms it was 4 % of a line of half a megabit. */
const DOWNLOAD_TELL_MS = 200;
/** So many segments between two messages are a hundred times the message. */
const DOWNLOAD_TELL_SEGMENTS = 16;

/** How often a download is looked at while so many measurements run. */
export function lookMsAmong(running: number): number {
  return running > CROWD ? CROWD_LOOK_MS : LOOK_MS;
}

/** One connection's part of a pulse. */
export type PulseConnection = {
  /** Payload bytes it has brought so far, for download. */
  bytes?(): number;
  segments: SegmentReader;
};

export type Pulse = {
  readonly direction: Direction;
  readonly number: number;
  /** All samples so far, by session clock. */
  readonly samples: readonly CountSample[];
  /** What has crossed the link; empty while nothing was repaired and where the kernel does not tell. */
  readonly carried: readonly CarriedSample[];
  readonly sizeBytes: number;
  readonly open: number;
  /** Aborts when the client says `stop` or the session ends. */
  readonly stopped: AbortSignal;
  /** One more connection carries this pulse. */
  join(connection: PulseConnection): void;
  /** That connection is done. */
  leave(connection: PulseConnection): void;
  /** Upload bytes read from a socket. */
  read(sizeBytes: number): void;
  stop(): void;
};

/** Tells the client what was counted since the last call; `ended` when no connection is open. */
export type Tell = (pulse: Pulse, samples: CountSample[], carried: CarriedSample[], ended: boolean) => void;

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
  const looksOf = (ms: number) => Math.max(1, Math.round(ms / lookMs));
  const [soonLooks, lateLooks] = [looksOf(COUNTS_INTERVAL_MS), looksOf(DOWNLOAD_TELL_MS)];
  /** A download is told as often where that is nothing beside it. */
  const isDue = () => {
    const isSmall = (carried.samples().at(-1)?.[1] ?? 0) - toldSegments >= DOWNLOAD_TELL_SEGMENTS;
    return looks % (direction === 'upload' || isSmall ? soonLooks : lateLooks) === 0;
  };
  const carried = countCarried(clockMs);
  let told = 0;
  let toldCarried = 0;
  let toldSegments = 0;
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
    if (news.length > 0 || ended) tell(pulse, news, carried.samples().slice(toldCarried), ended);
    told = samples.length;
    toldCarried = carried.samples().length;
    toldSegments = carried.samples().at(-1)?.[1] ?? 0;
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
    carried.look(false);
    looks += 1;
    if (isDue()) flush(false);
  };
  const pulse: Pulse = {
    direction,
    number,
    samples,
    get carried() {
      return carried.samples();
    },
    get sizeBytes() {
      return sizeBytes;
    },
    get open() {
      return open;
    },
    stopped: stop.signal,
    join(connection) {
      if (connection.bytes !== undefined) delivering.push(connection.bytes);
      carried.join(connection.segments);
      if (open === 0) {
        if (samples.length === 0) sample();
        timer = setInterval(look, lookMs);
      }
      open += 1;
    },
    leave(connection) {
      open -= 1;
      carried.leave(connection.segments);
      if (open > 0) return;
      clearInterval(timer);
      if (direction === 'download') countDelivered();
      carried.look(true);
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
