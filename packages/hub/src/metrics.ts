// What the hub counts of itself, for Prometheus.
import { pointState } from '@i-speed/spec';
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CommitterParts } from './ingest/group-commit.ts';
import type { KnownPoint } from './network/point-state.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'method' | 'status'>;
  readonly requestSeconds: Histogram;
  readonly kept: Counter<'validity' | 'client'>;
  readonly reasons: Counter<'reason'>;
  readonly refused: Counter;
  readonly writes: Counter;
  readonly writeSeconds: Histogram;
  readonly storageFailures: Counter;
}

/** Retired points are not listed any more. */
const listedState = pointState.exclude(['retired']);

/** What is asked anew whenever the metrics are read. */
export interface Observed {
  /** Measurements that wait for the disk. */
  readonly waiting: () => number;
  /** One for each registered point. */
  readonly pointStates: () => Promise<readonly KnownPoint['state'][]>;
  /** Room left where the data folder is. */
  readonly freeBytes: () => Promise<number>;
}

/** Counters of one hub. What cannot be observed now is left out, and the rest is told. */
export function openMetrics({ waiting, pointStates, freeBytes }: Observed): Metrics {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'i_speed_hub_measurements_waiting',
    help: 'measurements that wait for the disk',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  new Gauge({
    name: 'i_speed_hub_data_free_bytes',
    help: 'room left on the disk of the data folder',
    registers,
    async collect() {
      await freeBytes().then(
        (bytes) => this.set(bytes),
        () => this.remove(),
      );
    },
  });
  new Gauge({
    name: 'i_speed_hub_points',
    help: 'measurement points by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      const states = await pointStates().catch(() => undefined);
      if (states === undefined) return;
      for (const state of listedState.options) this.set({ state }, 0);
      for (const state of states) this.inc({ state });
    },
  });
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return {
    registry,
    requests: new Counter({
      name: 'i_speed_hub_requests_total',
      help: 'API requests answered',
      labelNames: ['method', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'i_speed_hub_request_seconds',
      help: 'time from request to answer of the API',
      buckets,
      registers,
    }),
    kept: new Counter({
      name: 'i_speed_hub_measurements_kept_total',
      help: 'measurements put on disk',
      labelNames: ['validity', 'client'],
      registers,
    }),
    reasons: new Counter({
      name: 'i_speed_hub_excluded_reasons_total',
      help: 'reasons for which kept measurements do not count',
      labelNames: ['reason'],
      registers,
    }),
    refused: new Counter({
      name: 'i_speed_hub_measurements_refused_total',
      help: 'measurements refused for faults',
      registers,
    }),
    writes: new Counter({ name: 'i_speed_hub_writes_total', help: 'group commits', registers }),
    writeSeconds: new Histogram({
      name: 'i_speed_hub_write_seconds',
      help: 'time of one group commit on disk',
      buckets,
      registers,
    }),
    storageFailures: new Counter({
      name: 'i_speed_hub_storage_failures_total',
      help: 'group commits that failed; none of their measurements was acknowledged',
      registers,
    }),
  };
}

/** What a committer tells, counted; a failure is logged too. */
export function countCommits(
  { kept, reasons, writes, writeSeconds, storageFailures }: Metrics,
  log: Logger,
): Pick<CommitterParts, 'onWrite' | 'onFailure'> {
  return {
    onWrite(rows, tookMs) {
      writes.inc();
      writeSeconds.observe(tookMs / 1000);
      for (const { measurement } of rows) {
        kept.inc({ validity: measurement.validity, client: measurement.client.kind });
        for (const reason of measurement.reasons) reasons.inc({ reason });
      }
    },
    onFailure(cause) {
      storageFailures.inc();
      log.error({ err: cause }, 'measurements could not be kept; none was acknowledged');
    },
  };
}
