// All routes of the hub; a new one is added here.

import type { Warehouse } from '@i-speed/warehouse';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { CardMaker } from '../card/make-card.ts';
import type { HubConfig } from '../config.ts';
import type { Intake } from '../ingest/receive.ts';
import type { Metrics } from '../metrics.ts';
import type { TicketOffice } from '../network/give-tickets.ts';
import type { PublicationDesk } from '../publication/publish.ts';
import type { StatisticsDesk } from '../statistics/ask.ts';
import type { Store } from '../store/open-store.ts';
import { type AreaFiles, areaFileRoutes } from './area-files.ts';
import { type AreaTables, areaRoutes } from './areas.ts';
import { bannerRoutes } from './banner.ts';
import { cardRoutes } from './card.ts';
import { openApiDocument } from './document.ts';
import { documentPage } from './document-page.ts';
import { everyRequest } from './every-request.ts';
import { checkHealth } from './health.ts';
import { joinRoutes } from './join.ts';
import { materialRoutes } from './materials.ts';
import { measurementRoutes } from './measurements.ts';
import { myDataRoutes } from './my-data.ts';
import { openDataRoutes } from './open-data.ts';
import { openingRoutes } from './openings.ts';
import { type OperatorTables, operatorRoutes } from './operators.ts';
import { librespeedRoutes, locateRoutes } from './other-clients.ts';
import { pointRoutes } from './points.ts';
import { portalRoutes } from './portal.ts';
import type { PortalParts } from './portal-parts.ts';
import { publicationRoutes } from './publications.ts';
import { rateLimit } from './rate-limit.ts';
import { resultPaperRoutes } from './result-paper.ts';
import { type ApiEnv, newRouter } from './router.ts';
import { statisticsRoutes } from './statistics.ts';
import { changesRoutes } from './statistics-changes.ts';
import { sufficiencyRoutes } from './sufficiency.ts';
import { systemRoutes } from './system.ts';
import { ticketRoutes } from './tickets.ts';
import { voiceRoutes } from './voices.ts';

export interface ApiParts {
  readonly config: HubConfig;
  readonly office: TicketOffice;
  readonly intake: Intake;
  readonly warehouse: Warehouse;
  readonly store: Store;
  readonly desk: StatisticsDesk;
  readonly publications: PublicationDesk;
  readonly reference: AreaTables & AreaFiles & OperatorTables & CardMaker['reference'];
  readonly portal: PortalParts;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly isDraining: () => boolean;
}

/** What people write by hand: an address may stand for a whole village. */
const VOICES_PER_MINUTE = 30;

export type Api = ReturnType<typeof buildApi>;

/** The whole API; nothing listens yet. */
export function buildApi(parts: ApiParts) {
  const { config, office, intake, warehouse, store, metrics } = parts;
  const tickets = rateLimit(config.perMinute.tickets);
  const measurements = rateLimit(config.perMinute.measurements);
  const voices = rateLimit(VOICES_PER_MINUTE);
  const openings = rateLimit(config.perMinute.reads);
  const signIns = rateLimit(config.perMinute.tickets);
  const reads = rateLimit(config.perMinute.reads);
  const voiceDesk = { database: store.database, reference: parts.desk.reference, clock: parts.desk.clock };
  const publicUrl = config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl };
  const app = newRouter();

  everyRequest(app, parts, { reads: reads.take, tickets: tickets.take, signIns: signIns.take });

  app.get('/health', async (c) => {
    const health = await checkHealth(warehouse, store, parts.isDraining());
    return c.json(health, health.status === 'ok' ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });

  app.route(
    '/',
    locateRoutes(office, (address) => tickets.take(address)),
  );
  const maker = { reference: parts.reference, registry: office.registry, isDemo: config.isDemo };
  const cards = { warehouse, maker, ...publicUrl };
  const api = app
    .route('/', ticketRoutes(office))
    .route(
      '/',
      measurementRoutes({
        intake,
        warehouse,
        spend: (address, rows) => measurements.take(address, rows),
        ...publicUrl,
      }),
    )
    .route('/', cardRoutes(cards))
    .route('/', resultPaperRoutes(cards))
    .route('/', pointRoutes(office, parts.desk.reference.country.timeZone))
    .route(
      '/',
      joinRoutes({
        office,
        database: store.database,
        adminToken: config.adminToken,
        operators: parts.reference.operators,
        spend: (address) => tickets.take(address),
      }),
    )
    .route('/', librespeedRoutes(office))
    .route('/', statisticsRoutes(parts.desk, config.isDemo))
    .route('/', changesRoutes(parts.desk, config.isDemo))
    .route('/', sufficiencyRoutes(parts.desk))
    .route('/', publicationRoutes({ desk: parts.publications, isDemo: config.isDemo, ...publicUrl }))
    .route('/', openDataRoutes(parts.publications))
    .route('/', areaFileRoutes(parts.reference))
    .route('/', areaRoutes(parts.reference))
    .route('/', operatorRoutes(parts.reference))
    .route('/', systemRoutes(config))
    .route('/', portalRoutes(parts.portal, openings.take))
    .route('/', materialRoutes(config))
    .route('/', voiceRoutes(voiceDesk, voices.take))
    .route('/', openingRoutes({ ...voiceDesk, timeZone: parts.desk.reference.country.timeZone }, openings.take))
    .route(
      '/',
      myDataRoutes(
        { warehouse, database: store.database, clock: parts.desk.clock, country: parts.desk.reference.country },
        voices.take,
      ),
    )
    .route('/', bannerRoutes({ desk: parts.desk, reference: parts.desk.reference, config }));
  api.get('/api/v1/openapi.json', (c) => {
    return c.json(openApiDocument(api, originOf(c)), 200, { 'cache-control': 'public, max-age=60' });
  });
  api.get('/api/v1/docs', (c) => {
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return c.html(documentPage(openApiDocument(api, originOf(c))), 200, { 'cache-control': 'public, max-age=60' });
  });
  return api;
}

function originOf(c: Context<ApiEnv>): string {
  return new URL(c.req.url).origin;
}
