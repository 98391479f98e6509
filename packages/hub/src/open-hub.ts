// Opens the hub: storages, keys, routes; nothing listens until it is told to.
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { openReference } from '@i-speed/reference';
import { VALIDITY_DEFAULTS } from '@i-speed/statistics';
import { lockFolder } from '@i-speed/warehouse';
import { pino } from 'pino';
import { buildApi } from './api/app.ts';
import type { HubConfig } from './config.ts';
import { type Committer, openCommitter } from './ingest/group-commit.ts';
import { keepBriefly } from './ingest/keep-briefly.ts';
import { openMail } from './job/mail.ts';
import type { Queue } from './job/queue.ts';
import { openJobs } from './job/run-jobs.ts';
import { countCommits, type Metrics, openMetrics } from './metrics.ts';
import { startProbes } from './network/probe-points.ts';
import type { PointRegistration } from './network/registration.ts';
import { openRegistry } from './network/registry.ts';
import { openTicketKey } from './network/ticket-key.ts';
import { openDesks } from './open-desks.ts';
import { finishErasures } from './own/erase.ts';
import { type NewPerson, openPeople } from './people/people.ts';
import { resetMail } from './people/reset-mail.ts';
import { type Published, publishMonth } from './publication/publish.ts';
import { publishDue } from './publication/publish-due.ts';
import { remindDue } from './report/remind-due.ts';
import { type Listening, listen, type PageHandler } from './serve/listen.ts';
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
  const { warehouse: opened, store } = await openStorages(config, opening);
  const warehouse = rememberAnswers(opened);
  const log = pino({ level: config.logLevel, base: null });
  for (const damaged of await opened.damagedParts())
    log.error(
      damaged,
      'data was found damaged and set aside; what it alone held is missing: docs/operate/upkeep.md, "Damaged data"',
    );
  const reference = openReference({ dataDir: join(config.dataDir, 'reference') });
  const registry = openRegistry(store.database, clock);
  const key = await openTicketKey(store.database, { given: config.ticketKey, folder: config.dataDir });
  const { country: homeCountry, timeZone } = reference.country;
  // Before anyone asks: what was half erased is never to be seen.
  const own = { warehouse, database: store.database, clock, country: reference.country };
  await finishErasures(own).catch((cause) =>
    log.error({ err: cause }, 'what people asked to erase is not erased yet; the next start goes on with it'),
  );
  const metrics: Metrics = openMetrics({
    waiting: () => committer.waiting,
    pointStates: async () => (await registry.all()).map(({ state }) => state),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(config.dataDir);
      return bavail * bsize;
    },
  });
  const committer: Committer = openCommitter({
    warehouse,
    rules: { validity: { ...VALIDITY_DEFAULTS, homeCountry, timeZone }, demands: config },
    queueLimit: config.queueLimit,
    ...countCommits(metrics, log),
  });
  const succession = openSuccession(warehouse, reference);
  const keepingBuilt = keepBuilt(
    warehouse,
    () => expectedQuestions({ reference, succession, clock }),
    (cause) => log.error({ err: cause }, 'values were not built'),
  );
  opening.defer(() => keepingBuilt.stop());
  const desks = openDesks({ config, warehouse, database: store.database, reference, succession, clock });
  const sendMail = config.mail && openMail(config.mail);
  const people = openPeople(
    {
      database: store.database,
      secret: key.secret,
      ...(sendMail && {
        sendLink: resetMail({
          sendMail,
          database: store.database,
          clock,
          onFailure: (cause) => log.error({ err: cause }, 'the mail that sets a password did not go out'),
        }),
      }),
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    },
    clock,
  );
  const probes = startProbes({ registry, database: store.database, clock, log });
  const remind = () => remindDue({ ...desks.figures, ...(sendMail && { sendMail }) });
  let isDraining = false;
  const app = buildApi({
    config,
    office: {
      registry,
      key,
      lookUp: reference.networkOf,
      placeOf: (code) => reference.provinceByCode(code, reference.currentEdition)?.label,
      clock,
    },
    intake: {
      preparation: { lookUp: reference.networkOf, areas: reference, pointById: keepBriefly(registry.byId, clock) },
      committer,
      clock,
      onRefusal: () => metrics.refused.inc(),
    },
    warehouse,
    store,
    desk: desks.statistics,
    publications: desks.publications,
    portal: {
      people,
      desk: desks.figures,
      statistics: desks.statistics,
      voices: { database: store.database, reference, clock },
      isDemo: config.isDemo,
      reference,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
      ...(sendMail && { sendMail }),
    },
    reference,
    metrics,
    log,
    isDraining: () => isDraining,
  });
  const api = async (request: Request, address: string) => app.fetch(request, { address });
  const listening: Listening[] = [];
  let jobs: Promise<Queue | undefined> | undefined;
  const ending = new AbortController();
  const resources = opening.move();
  let closing: Promise<void> | undefined;
  const close = async () => {
    isDraining = true;
    await Promise.all(listening.map((one) => one.close()));
    ending.abort();
    await (await jobs)?.stop();
    await committer.drain();
    await probes.close();
    await resources.disposeAsync();
  };
  const closeOnce = () => (closing ??= close());
  return {
    api: (request, info) => api(request, info?.address ?? '127.0.0.1'),
    async listen(where) {
      const one = await listen({ api, ...(page && { page }), trustedProxies: config.trustedProxies }, where);
      listening.push(one);
      // Only a hub that serves works through jobs.
      if (config.publishDay > 0 || config.mail !== undefined)
        jobs ??= openJobs(
          { store, publications: desks.publications, remind, publishDay: config.publishDay, timeZone, log },
          ending.signal,
        );
      return { port: one.port };
    },
    async createPerson(person) {
      await people.create(person);
    },
    remindDue: remind,
    publishDue: () => publishDue(desks.publications, config.publishDay),
    publish: (month, note) => publishMonth(desks.publications, month, note),
    registerPoint: (registration) => registry.register(registration),
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}
