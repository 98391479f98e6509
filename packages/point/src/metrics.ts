// What the point tells Prometheus: every limit has its counter, every byte its direction.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { refusalCode } from '@i-speed/spec';
import { Counter, Gauge, Registry } from 'prom-client';

export type Metrics = {
  registry: Registry;
  sessions: Gauge;
  refusals: Counter<'code'>;
  payloadBytes: Counter<'direction' | 'protocol'>;
  measurements: Counter<'protocol'>;
  undelivered: Gauge;
  /** Worst lateness of the event loop, ms, over about the last 10 s. */
  eventLoopLagMs(): number;
  close(): void;
};

const LAG_RESOLUTION_MS = 10;
const LAG_WINDOW_MS = 10_000;

/** Metrics of one point, in a registry of its own. Starts watching the event loop; `close` stops that. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  let previousMs = 0;
  const worstMs = () => Math.max(0, lag.max / 1e6 - LAG_RESOLUTION_MS);
  const timer = setInterval(() => {
    previousMs = worstMs();
    lag.reset();
  }, LAG_WINDOW_MS).unref();
  const eventLoopLagMs = () => Math.round(Math.max(previousMs, worstMs()) * 1000) / 1000;
  new Gauge({
    name: 'i_speed_point_event_loop_lag_seconds',
    help: 'Worst lateness of the event loop in the last 10 to 20 seconds',
    registers,
    collect() {
      this.set(eventLoopLagMs() / 1000);
    },
  });
  const refusals = new Counter({
    name: 'i_speed_point_refusals_total',
    help: 'Measurements or requests refused, by code of the protocol',
    labelNames: ['code'] as const,
    registers,
  });
  for (const code of refusalCode.options) refusals.inc({ code }, 0);
  return {
    registry,
    sessions: new Gauge({ name: 'i_speed_point_sessions', help: 'Measurements running now', registers }),
    refusals,
    payloadBytes: new Counter({
      name: 'i_speed_point_payload_bytes_total',
      help: 'Application payload moved, seen from the client',
      labelNames: ['direction', 'protocol'] as const,
      registers,
    }),
    measurements: new Counter({
      name: 'i_speed_point_measurements_total',
      help: 'Measurements that ended with a receipt',
      labelNames: ['protocol'] as const,
      registers,
    }),
    undelivered: new Gauge({
      name: 'i_speed_point_undelivered_measurements',
      help: 'Measurements of other clients that wait to be told to the hub',
      registers,
    }),
    eventLoopLagMs,
    close() {
      clearInterval(timer);
      lag.disable();
    },
  };
}
