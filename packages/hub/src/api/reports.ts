// /api/v1/portal/campaigns/{id}/months/{month}/units/{unit}: a unit's form and its steps.
import { createRoute } from '@hono/zod-openapi';
import { correctable, reportLine, reportMonth, slug, unitForm } from '@i-speed/spec';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import { boardOf } from '../report/board.ts';
import { acceptForm, correctForm, type FormKey, historyOfForm, returnForm, submitForm } from '../report/steps.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const line = named('ReportLine', reportLine);
const params = z.object({ id: slug, month: reportMonth, unit: slug });
const FORM = '/api/v1/portal/campaigns/{id}/months/{month}/units/{unit}';
const text = (least: number) => z.string().trim().min(least).max(500);

const read = createRoute({
  method: 'get',
  path: FORM,
  tags: ['portal'],
  summary: 'A unit’s form, when it is due and all that happened to it',
  request: { params },
  responses: {
    200: { description: 'The form', content: json(named('UnitForm', unitForm)) },
    ...PORTAL_PROBLEMS,
  },
});

const stepRoute = <S extends z.ZodType>(name: string, summary: string, body: S) =>
  createRoute({
    method: 'post',
    path: `${FORM}/${name}`,
    tags: ['portal'],
    summary,
    request: { params, body: { required: true, content: json(body) } },
    responses: { 200: { description: 'The form', content: json(line) }, ...PORTAL_PROBLEMS },
  });

const correct = stepRoute(
  'corrections',
  'Corrects a figure with a reason; both figures stay visible',
  z.object({ figure: correctable, to: z.int().min(0), reason: text(5) }),
);
const submit = stepRoute('submission', 'Sends the form up', z.object({ note: text(1).optional() }));
const giveBack = stepRoute('return', 'Gives the form back with the reason', z.object({ reason: text(5) }));
const accept = stepRoute('acceptance', 'Takes the form as it is', z.object({}));

export function reportRoutes({ people, desk }: PortalParts) {
  return newRouter()
    .openapi(read, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const key = keyOf(c.req.valid('param'));
      const { lines, window, dueOn, elapsed } = await boardOf(desk, grants, key.campaignId, key.month, [key.unitCode]);
      const line = lines.find(({ unit }) => unit.code === key.unitCode);
      if (line === undefined) throw new ProblemError('forbidden', `the form of ${key.unitCode} is not yours to read`);
      const history = await historyOfForm(desk, key);
      return c.json({ window, dueOn, elapsed, line, history }, 200, PRIVATE);
    })
    .openapi(correct, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const done = await correctForm(desk, person, keyOf(c.req.valid('param')), c.req.valid('json'));
      return c.json(done, 200, PRIVATE);
    })
    .openapi(submit, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { note } = c.req.valid('json');
      return c.json(await submitForm(desk, person, keyOf(c.req.valid('param')), note), 200, PRIVATE);
    })
    .openapi(giveBack, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { reason } = c.req.valid('json');
      return c.json(await returnForm(desk, person, keyOf(c.req.valid('param')), reason), 200, PRIVATE);
    })
    .openapi(accept, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await acceptForm(desk, person, keyOf(c.req.valid('param'))), 200, PRIVATE);
    });
}

function keyOf({ id, month, unit }: z.output<typeof params>): FormKey {
  return { campaignId: id, month, unitCode: unit };
}
