// A test of another project's client: its requests belong together by kind, address and program, and end with silence or a report.
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientKind, IdleLatency, Loss } from '@i-speed/spec';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { PointConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import type { Gate } from '../session/gate.ts';
import { Refusal } from '../session/refusal.ts';
import type { Exchange } from './exchange.ts';
import { type Flow, openFlow } from './flow.ts';

export type ForeignKind = Extract<ClientKind, 'librespeed' | 'cloudflare' | 'rpm' | 'curl'>;

/** What a client says of its own test, by its own method; what it does not tell is absent. */
export type Told = {
  downloadMbps?: number;
  uploadMbps?: number;
  idle?: IdleLatency;
  loss?: Loss;
};

export type ForeignRun = {
  readonly id: string;
  readonly kind: ForeignKind;
  readonly address: string;
  /** The program as it names itself. */
  readonly agent: string;
  readonly startedAt: Date;
  readonly download: Flow;
  readonly upload: Flow;
  /** From the start to the last byte. */
  spanMs(): number;
  /** Payload that may still move. */
  allowanceBytes(): number;
  /** The bound of bytes cuts an answer or a body: counted and told to the operator, once a run, as the client's program will not tell. */
  exhausted(): void;
  /** A request of the run begins; call the result once when it is over. */
  begin(): () => void;
  /** Aborts when the run may go on no longer. */
  readonly ended: AbortSignal;
  /** Congestion control of the connections that carry it. */
  readonly congestionControl: string;
  /** Measurements that run at the point now. */
  running(): number;
};

export type ForeignRuns = {
  /** The client says that it begins a new test: one of its before is over, unless a request of it is still open. */
  renew(kind: ForeignKind, exchange: Exchange): Promise<void>;
  /** The run this request belongs to, begun by its first bulk request. Throws Refusal. */
  enter(kind: ForeignKind, exchange: Exchange): ForeignRun;
  /** Ends the client's run with what it says of it; absent when no test of it was seen here. */
  report(kind: ForeignKind, exchange: Exchange, told: Told): ForeignRun | undefined;
  /** From now on a test is over as soon as no request of it is open. */
  drain(): void;
  /** Ends all runs as if their clients had gone. */
  close(): Promise<void>;
};

/** Names the measurement that a bulk answer belongs to, so that its record can be found at the hub. */
const RUN_HEADER = 'i-speed-measurement';
/** How much payload this test may still move when an answer begins. */
const LEFT_HEADER = 'i-speed-bytes-left';
/** After this long without a request a test is over: clients rest at most some seconds between their phases. */
const QUIET_MS = 10_000;
/** These clients take up to a minute and a half where ours takes ten seconds, and go on at the full rate for as long. */
const LENGTH_FACTOR = 3;
/** What moves more slowly holds its place for nothing: 8 kbit/s, half of what GPRS gave. */
const LEAST_BYTES_PER_MS = 1;
/** A client that has read everything may be back before its acknowledgement, which Linux delays by 40 ms, has come and was looked at. */
const ACKNOWLEDGED_MS = 300;
const LOOK_AGAIN_MS = 10;

type Keeping = (run: ForeignRun, told: Told | undefined) => Promise<void>;
type Held = { run: ForeignRun; isQuiet(): boolean; end(): void };

/** How long a request may take to come, body and all, ms: a run's length, and what its body may rest. */
export function longestRequestMs({ maxDurationMs, idleMs }: Pick<PointConfig, 'maxDurationMs' | 'idleMs'>): number {
  return LENGTH_FACTOR * maxDurationMs + idleMs;
}

/** Runs of one point. `keep` makes the record of each that has ended; silence ends a run after `quietMs`. */
export function openForeignRuns(
  { config, gate, log, metrics }: { config: PointConfig; gate: Gate; log: Logger; metrics: Metrics },
  keep: Keeping,
  quietMs: number = QUIET_MS,
): ForeignRuns {
  const held = new Map<string, Held>();
  const keeping = new Set<Promise<void>>();

  const mostBytes = LENGTH_FACTOR * config.maxBytes;
  let isDraining = false;

  const finish = (run: ForeignRun, told?: Told) => {
    const kept = keep(run, told)
      .catch((error: unknown) => log.error({ error }, 'a test of another client could not be kept'))
      .finally(() => keeping.delete(kept));
    keeping.add(kept);
  };
  const start = (key: string, kind: ForeignKind, exchange: Exchange): Held => {
    const leave = gate.enter(exchange.address);
    const startMs = performance.now();
    const clockMs = () => Math.round((performance.now() - startMs) * 1000) / 1000;
    const ended = new AbortController();
    const [download, upload] = [openFlow(clockMs), openFlow(clockMs)];
    let open = 0;
    let lastMs = 0;
    let isTold = false;
    let [movedBytes, movedMs] = [0, 0];
    /** A request is open and next to nothing moves: whoever announces a body and does not send it holds a place of others. */
    const isStalled = () => {
      const bytes = download.bytes + upload.bytes;
      const { idleMs } = gate;
      if (open === 0 || bytes - movedBytes >= LEAST_BYTES_PER_MS * idleMs) [movedBytes, movedMs] = [bytes, clockMs()];
      return clockMs() - movedMs >= idleMs;
    };
    const lengthTimer = setTimeout(() => ended.abort(), LENGTH_FACTOR * config.maxDurationMs);
    const watch = setInterval(() => {
      if (ended.signal.aborted || isStalled() || (open === 0 && (isDraining || clockMs() - lastMs >= quietMs)))
        end(true);
    }, quietMs / 10);
    const end = (isUntold: boolean) => {
      clearTimeout(lengthTimer);
      clearInterval(watch);
      ended.abort();
      if (held.get(key)?.run !== run) return;
      held.delete(key);
      leave();
      if (isUntold) finish(run);
    };
    const run: ForeignRun = {
      id: uuidv7(),
      kind,
      address: exchange.address,
      agent: agentOf(exchange),
      startedAt: new Date(),
      download,
      upload,
      spanMs: () => Math.max(lastMs, ...[download, upload].map((flow) => flow.series().at(-1)?.[0] ?? 0)),
      allowanceBytes: () => mostBytes - download.bytes - upload.bytes,
      exhausted() {
        if (isTold) return;
        isTold = true;
        metrics.refusals.inc({ code: 'byte-limit' });
        log.warn(
          { kind, mostBytes },
          'a test of another client was cut: it wanted more than thrice I_SPEED_POINT_MAX_BYTES',
        );
      },
      begin() {
        open += 1;
        return () => {
          open -= 1;
          lastMs = clockMs();
        };
      },
      ended: ended.signal,
      congestionControl: config.congestionControl,
      running: () => gate.running,
    };
    return { run, isQuiet: () => open === 0, end: () => end(false) };
  };
  return {
    async renew(kind, exchange) {
      const known = held.get(keyOf(kind, exchange));
      for (let waitedMs = 0; known?.isQuiet() === false && waitedMs < ACKNOWLEDGED_MS; waitedMs += LOOK_AGAIN_MS)
        await wait(LOOK_AGAIN_MS);
      if (known === undefined || !known.isQuiet() || held.get(keyOf(kind, exchange)) !== known) return;
      known.end();
      finish(known.run);
    },
    enter(kind, exchange) {
      const key = keyOf(kind, exchange);
      const known = held.get(key) ?? start(key, kind, exchange);
      held.set(key, known);
      exchange.response.setHeader(RUN_HEADER, known.run.id);
      exchange.response.setHeader(LEFT_HEADER, String(Math.max(0, known.run.allowanceBytes())));
      if (known.run.allowanceBytes() > 0) return known.run;
      throw new Refusal('byte-limit', `a test may move ${mostBytes} bytes`);
    },
    report(kind, exchange, told) {
      const known = held.get(keyOf(kind, exchange));
      known?.end();
      if (known !== undefined) finish(known.run, told);
      return known?.run;
    },
    drain() {
      isDraining = true;
    },
    async close() {
      for (const { run, end } of [...held.values()]) {
        end();
        finish(run);
      }
      await Promise.all(keeping);
    },
  };
}

/** Several clients behind one address are told apart by the program's own name; the same program twice there is one run. */
function keyOf(kind: ForeignKind, exchange: Exchange): string {
  return `${kind} ${exchange.address} ${agentOf(exchange)}`;
}

function agentOf({ request }: Exchange): string {
  return (request.headers['user-agent'] ?? 'unknown').slice(0, 200);
}
