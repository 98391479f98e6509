// /api/v1/portal/tables/{table}: every table of the portal's pages as CSV or XLSX, each under the right of its page.
import { createRoute } from '@hono/zod-openapi';
import { areaCode, type PortalPerson, reportMonth, slug } from '@i-speed/spec';
import { addDays, dayOf } from '@i-speed/statistics';
import * as z from 'zod';
import { campaignOf } from '../campaign/campaigns.ts';
import { areasTable, exclusionsTable } from '../document/table/area-tables.ts';
import { auditTable, peopleTable } from '../document/table/people-tables.ts';
import { type PortalTable, TABLE_TYPES, tableFile } from '../document/table/portal-table.ts';
import { unitDaysTable, unitsTable, watchTable } from '../document/table/unit-tables.ts';
import { problemsTable, spotsTable } from '../document/table/voice-tables.ts';
import { printsTable, resultsTable } from '../document/table/work-tables.ts';
import { placeNames, unitNamesOf } from '../document/words/place-names.ts';
import { watchNation } from '../nation/watch.ts';
import { readAudit } from '../people/audit.ts';
import { listPeople } from '../people/list-people.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { openSufficiency } from '../statistics/sufficiency.ts';
import { validityReportOf } from '../statistics/validity-report.ts';
import { listUnits, readUnit } from '../unit/list-units.ts';
import { unitMonthOf } from '../unit/unit-month.ts';
import { listVoices } from '../voice/list-voices.ts';
import { listPrints } from '../work/print-requests.ts';
import { listResults } from '../work/results.ts';
import { FILE_ANSWER, fileHeaders, type PortalParts } from './portal-parts.ts';
import { newRouter, problemAnswers } from './router.ts';

const query = z.object({
  format: z.enum(['csv', 'xlsx']),
  province: areaCode.optional().describe('of `areas`: its communes instead of the provinces'),
  unit: slug.optional().describe('of `unit-days`'),
  month: reportMonth.optional().describe('of `unit-days`; the one that runs when absent'),
  campaign: slug.optional().describe('of `results` and `prints`'),
  q: z.string().trim().max(100).optional().describe('of `units`: only those whose code or name holds this'),
});
type Query = z.infer<typeof query>;

const TABLES = [
  'areas',
  'units',
  'unit-days',
  'problems',
  'white-spots',
  'watched-units',
  'exclusions',
  'results',
  'prints',
  'people',
  'audit',
] as const;

const table = createRoute({
  method: 'get',
  path: '/api/v1/portal/tables/{table}',
  tags: ['portal'],
  summary: 'A table of the portal as CSV or XLSX',
  request: { params: z.object({ table: z.enum(TABLES) }), query },
  responses: {
    200: FILE_ANSWER,
    ...problemAnswers('not-signed-in', 'forbidden', 'not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

/** Days of exclusions that the nation's page shows. */
const EXCLUSION_DAYS = 30;
/** Of the log; a spreadsheet that is still opened at once. */
const MOST_ENTRIES = 20_000;

export function tableRoutes(parts: PortalParts) {
  const { people, desk, statistics, voices } = parts;
  const { clock, timeZone } = desk;
  const sufficiency = openSufficiency(statistics);
  const names = placeNames(parts.reference);
  const withUnits = async (codes: readonly (string | undefined)[]) =>
    placeNames(
      parts.reference,
      await unitNamesOf(
        desk.database,
        codes.filter((one) => one !== undefined),
      ),
    );
  const today = () => dayOf(clock(), timeZone);
  const makers: Record<(typeof TABLES)[number], (person: PortalPerson, asked: Query) => Promise<PortalTable>> = {
    async areas(_, { province }) {
      return areasTable(await sufficiency.board({ province }), province, clock(), timeZone);
    },
    async units({ grants }, { q }) {
      const { units, window } = await listUnits(desk, grants, { q });
      return unitsTable(units, window, names);
    },
    async 'unit-days'({ grants }, { unit, month }) {
      const one = await readUnit(desk, grants, named('unit', unit));
      return unitDaysTable(await unitMonthOf(desk, one, month));
    },
    async problems({ grants }) {
      return problemsTable((await listVoices(voices, grants)).problems, names, today(), timeZone);
    },
    async 'white-spots'({ grants }) {
      return spotsTable((await listVoices(voices, grants)).whiteSpots, names, today(), timeZone);
    },
    async 'watched-units'({ grants }) {
      demand(grants, 'nation.watch', {});
      return watchTable(await watchNation(desk), names, today());
    },
    async exclusions({ grants }) {
      demand(grants, 'nation.watch', {});
      const period = { from: addDays(today(), 1 - EXCLUSION_DAYS), to: today() };
      return exclusionsTable(await validityReportOf(statistics, period));
    },
    async results({ grants }, { campaign }) {
      const id = named('campaign', campaign);
      return resultsTable(await listResults(desk, grants, id), await campaignOf(desk, id));
    },
    async prints({ grants }, { campaign }) {
      const id = named('campaign', campaign);
      return printsTable(await listPrints(desk, grants, id), await campaignOf(desk, id), timeZone);
    },
    async people({ grants }) {
      const all = await listPeople(parts, grants);
      const held = await withUnits(all.flatMap((one) => one.grants.map(({ unitCode }) => unitCode)));
      return peopleTable(all, held, today());
    },
    async audit({ grants }) {
      const entries = await readAudit(desk.database, grants, MOST_ENTRIES);
      const about = await withUnits(entries.map(({ unitCode }) => unitCode));
      return auditTable(entries, about, today(), timeZone);
    },
  };
  return newRouter().openapi(table, async (c) => {
    const person = await people.of(c.req.raw.headers);
    const asked = c.req.valid('query');
    const made = await makers[c.req.valid('param').table](person, asked);
    return c.body(
      new Uint8Array(await tableFile(made, asked.format)),
      200,
      fileHeaders(TABLE_TYPES[asked.format], `i-speed-${made.file}.${asked.format}`),
    );
  });
}

/** What the table is about. Throws ProblemError `invalid` where it is not said. */
function named(field: string, value: string | undefined): string {
  if (value === undefined)
    throw new ProblemError('invalid', `this table is about one ${field}`, {
      faults: [{ path: field, message: 'missing' }],
    });
  return value;
}
