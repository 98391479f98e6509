// What the point tells Prometheus: every limit has its counter, every byte its direction.
import { refusalCode } from '@i-speed/spec';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Certificate } from './http/certificate.ts';
import type { LoopLag } from './loop-lag.ts';

export type Metrics = {
  registry: Registry;
  sessions: Gauge;
  refusals: Counter<'code'>;
  payloadBytes: Counter<'direction' | 'protocol'>;
  measurements: Counter<'protocol'>;
  undelivered: Gauge;
};

const LAG_WINDOW_MS = 10_000;

/** Metrics of one process of a point, in a registry of its own; what speaks of a certificate is there only with one. */
export function openMetrics(lag: LoopLag, certificate?: Certificate): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (certificate !== undefined)
    new Gauge({
      name: 'i_speed_point_certificate_not_after_seconds',
      help: 'Unix time after which clients refuse the certificate in use',
      registers,
      aggregator: 'min',
      collect() {
        this.set(certificate.notAfterSeconds());
      },
    });
  new Gauge({
    name: 'i_speed_point_event_loop_lag_seconds',
    help: 'Worst lateness of the event loop in the last 10 seconds',
    registers,
    aggregator: 'max',
    collect() {
      this.set(lag.worstSinceMs(performance.now() - LAG_WINDOW_MS) / 1000);
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
      aggregator: 'max',
    }),
  };
}
