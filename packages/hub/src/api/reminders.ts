// /api/v1/portal/campaigns/{id}/reminders: what went out, the letter as it stands now, and sending it.
import { createRoute } from '@hono/zod-openapi';
import { reminder, reportMonth, slug } from '@i-speed/spec';
import * as z from 'zod';
import { drawLetter, LETTER_TYPES } from '../document/paper/draw-paper.ts';
import { draftReminder, listReminders, sendReminder } from '../report/remind.ts';
import { named } from './named.ts';
import { FILE_ANSWER, fileHeaders, type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const one = named('Reminder', reminder);
const params = z.object({ id: slug, month: reportMonth });

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/campaigns/{id}/reminders',
  tags: ['portal'],
  summary: 'The reminders of a campaign with what became of each mail',
  request: { params: params.pick({ id: true }) },
  responses: {
    200: { description: 'Reminders', content: json(z.object({ reminders: z.array(one) })) },
    ...PORTAL_PROBLEMS,
  },
});

const draft = createRoute({
  method: 'get',
  path: '/api/v1/portal/campaigns/{id}/months/{month}/reminder-draft/{type}',
  tags: ['portal'],
  summary: 'The reminder as it would go out now, with its number',
  request: { params: params.extend({ type: z.enum(['docx', 'pdf']) }) },
  responses: {
    200: FILE_ANSWER,
    ...PORTAL_PROBLEMS,
  },
});

const send = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns/{id}/months/{month}/reminders',
  tags: ['portal'],
  summary: 'Mails the reminder to the contacts of all units that are short or late',
  request: { params },
  responses: { 201: { description: 'The reminder', content: json(one) }, ...PORTAL_PROBLEMS },
});

export function reminderRoutes({ people, desk, sendMail }: PortalParts) {
  return newRouter()
    .openapi(list, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json({ reminders: await listReminders(desk, person, c.req.valid('param').id) }, 200, PRIVATE);
    })
    .openapi(draft, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, month, type } = c.req.valid('param');
      const { letter, serial, annexes } = await draftReminder(desk, person, id, month);
      return c.body(
        new Uint8Array(await drawLetter(desk, type, letter, annexes)),
        200,
        fileHeaders(LETTER_TYPES[type], `don-doc-lan-${serial}.${type}`),
      );
    })
    .openapi(send, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, month } = c.req.valid('param');
      const mailing = sendMail === undefined ? desk : { ...desk, sendMail };
      return c.json(await sendReminder(mailing, person, id, month), 201, PRIVATE);
    });
}
