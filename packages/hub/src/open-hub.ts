// Opens the hub: storages, keys, routes; nothing listens until it is told to.
import { join } from 'node:path';
import { openReference } from '@i-speed/reference';
import { lockFolder, type Warehouse } from '@i-speed/warehouse';
import { type Logger, pino } from 'pino';
import { buildApi } from './api/app.ts';
import type { HubConfig } from './config.ts';
import { openIntake } from './ingest/open-intake.ts';
import { startProbes } from './network/probe-points.ts';
import type { PointRegistration } from './network/registration.ts';
import { openRegistry } from './network/registry.ts';
import { openTicketKey } from './network/ticket-key.ts';
import { openDesks } from './open-desks.ts';
import { openPortal } from './open-portal.ts';
import { finishErasures } from './own/erase.ts';
import type { OwnDesk } from './own/my-data.ts';
import type { NewPerson } from './people/people.ts';
import { type Published, publishMonth } from './publication/publish.ts';
import { publishDue } from './publication/publish-due.ts';
import { remindDue } from './report/remind-due.ts';
import type { PageHandler } from './serve/listen.ts';
import { openService } from './serve/open-service.ts';
import { expectedQuestions, keepBuilt } from './statistics/keep-built.ts';
import { rememberAnswers } from './statistics/remember.ts';
import { openSuccession } from './statistics/succession.ts';
import { openStorages } from './store/open-storages.ts';

export interface Hub extends AsyncDisposable {
  /** Answers an API request in process; `address` is the client's, loopback when left out. */
  api(request: Request, info?: { readonly address: string }): Promise<Response>;
  /** Listens for API and pages; several calls listen in several places. Throws what Node's `listen` throws (EADDRINUSE, EACCES). */
  listen(where: { host: string; port: number }): Promise<{ port: number }>;
  /** Adds a measurement point or replaces what it said before. */
  registerPoint(registration: PointRegistration): Promise<void>;
  /** Makes a person who can sign in. Throws ProblemError `conflict`, `invalid`. */
  createPerson(person: NewPerson): Promise<void>;
  /** Freezes a month that is over, or with a note a corrected version of one that stands. Throws ProblemError `invalid`. */
  publish(month: string, note?: string): Promise<Published>;
  /** Publishes the month before, where its day has come and it does not stand yet; what the daily job does. */
  publishDue(): Promise<Published | undefined>;
  /** Sends the reminders that campaigns planned for today, once; what the daily job does. Gives how many. */
  remindDue(): Promise<number>;
  /** Drains: no new connections, running requests answered, data on disk, folder free. A second call does nothing. */
  close(): Promise<void>;
}

export interface HubParts {
  /** Answers whatever is not API: the web's handler. */
  readonly page?: PageHandler;
  /** Milliseconds since 1970; for tests. */
  readonly clock?: () => number;
}

/**
 * Opens the data folder (alone: a second process is refused with WarehouseError `folder-locked`) or the servers that are set.
 * Throws WarehouseError, ConfigError for an unusable ticket key, or what PostgreSQL throws.
 */
export async function openHub(config: HubConfig, { page, clock = Date.now }: HubParts = {}): Promise<Hub> {
  const lock = lockFolder(config.dataDir);
  await using opening = new AsyncDisposableStack();
  opening.defer(() => lock.release());
  const log = pino({ level: config.logLevel, base: null });
  const { warehouse: opened, store } = await openStorages(config, opening);
  const { database } = store;
  const warehouse = rememberAnswers(opened);
  const reference = openReference({ dataDir: join(config.dataDir, 'reference') });
  await takeUp({ warehouse, database, clock, country: reference.country }, log);
  const registry = openRegistry(database, clock);
  const key = await openTicketKey(database, { given: config.ticketKey, folder: config.dataDir });
  const { intake, metrics } = openIntake({ config, warehouse, registry, reference, clock, log });
  const succession = openSuccession(warehouse, reference);
  const keepingBuilt = keepBuilt(
    warehouse,
    () => expectedQuestions({ reference, succession, clock }),
    (cause) => log.error({ err: cause }, 'values were not built'),
  );
  opening.defer(() => keepingBuilt.stop());
  const desks = openDesks({ config, warehouse, database, reference, succession, clock });
  const { publications } = desks;
  const portal = openPortal({ config, database, secret: key.secret, reference, desks, clock, log });
  const probes = startProbes({ registry, database, clock, log });
  const remind = () => remindDue({ ...desks.figures, ...(portal.sendMail && { sendMail: portal.sendMail }) });
  const placeOf = (code: string) => reference.provinceByCode(code, reference.currentEdition)?.label;
  const office = { registry, key, lookUp: reference.networkOf, placeOf, clock };
  const stores = { warehouse, store, reference };
  let isDraining = false;
  const told = { metrics, log, isDraining: () => isDraining };
  const app = buildApi({ config, office, intake, ...stores, desk: desks.statistics, publications, portal, ...told });
  const api = async (request: Request, address: string) => app.fetch(request, { address });
  const jobs = { store, publications, remind, timeZone: reference.country.timeZone, log };
  const service = openService(config, { api, ...(page && { page }) }, jobs);
  const resources = opening.move();
  let closing: Promise<void> | undefined;
  const close = async () => {
    isDraining = true;
    await service.close();
    await intake.committer.drain();
    await probes.close();
    await resources.disposeAsync();
  };
  const closeOnce = () => (closing ??= close());
  return {
    api: (request, info) => api(request, info?.address ?? '127.0.0.1'),
    listen: service.listen,
    async createPerson(person) {
      await portal.people.create(person);
    },
    remindDue: remind,
    publishDue: () => publishDue(publications, config.publishDay),
    publish: (month, note) => publishMonth(publications, month, note),
    registerPoint: (registration) => registry.register(registration),
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}

/** Before anyone asks: what is damaged is told, and what was half erased is never to be seen. */
async function takeUp(own: OwnDesk & { readonly warehouse: Warehouse }, log: Logger): Promise<void> {
  for (const damaged of await own.warehouse.damagedParts())
    log.error(
      damaged,
      'data was found damaged and set aside; what it alone held is missing: docs/operate/upkeep.md, "Damaged data"',
    );
  await finishErasures(own).catch((cause) =>
    log.error({ err: cause }, 'what people asked to erase is not erased yet; the next start goes on with it'),
  );
}
