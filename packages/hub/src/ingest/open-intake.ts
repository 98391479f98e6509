// Opens the way of measurements into the hub, and what counts them as they come.
import { statfs } from 'node:fs/promises';
import type { Reference } from '@i-speed/reference';
import { VALIDITY_DEFAULTS } from '@i-speed/statistics';
import type { Warehouse } from '@i-speed/warehouse';
import type { Logger } from 'pino';
import type { HubConfig } from '../config.ts';
import { countCommits, type Metrics, openMetrics } from '../metrics.ts';
import type { Registry } from '../network/registry.ts';
import { type Committer, openCommitter } from './group-commit.ts';
import { keepBriefly } from './keep-briefly.ts';
import type { Intake } from './receive.ts';

interface IntakeParts {
  readonly config: HubConfig;
  readonly warehouse: Warehouse;
  readonly registry: Registry;
  readonly reference: Reference;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Whoever opens it drains its committer at the end. */
export function openIntake({ config, warehouse, registry, reference, clock, log }: IntakeParts): {
  readonly intake: Intake;
  readonly metrics: Metrics;
} {
  const metrics: Metrics = openMetrics({
    waiting: () => committer.waiting,
    pointStates: async () => (await registry.all()).map(({ state }) => state),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(config.dataDir);
      return bavail * bsize;
    },
  });
  const { country: homeCountry, timeZone } = reference.country;
  const committer: Committer = openCommitter({
    warehouse,
    rules: { validity: { ...VALIDITY_DEFAULTS, homeCountry, timeZone }, demands: config },
    queueLimit: config.queueLimit,
    ...countCommits(metrics, log),
  });
  const intake: Intake = {
    preparation: { lookUp: reference.networkOf, areas: reference, pointById: keepBriefly(registry.byId, clock) },
    committer,
    clock,
    onRefusal: () => metrics.refused.inc(),
  };
  return { intake, metrics };
}
