// /api/v1/portal/campaigns/{id}/letter, /evidence and /files: the issuing letter and evidence of other work, as files.
import { createRoute } from '@hono/zod-openapi';
import { campaignFile, slug } from '@i-speed/spec';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { keepEvidence, keepLetter, readCampaignFile } from '../work/files.ts';
import { named } from './named.ts';
import { FILE_ANSWER, type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const BASE = '/api/v1/portal/campaigns/{id}';
const kept = named('CampaignFile', campaignFile);
const params = z.object({ id: slug });
const name = z.string().trim().min(1).max(300).describe('the file’s name');
const binary = FILE_ANSWER.content;
const PROBLEMS = problemAnswers(
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'invalid',
  'rate-limited',
);

const letter = createRoute({
  method: 'post',
  path: `${BASE}/letter`,
  tags: ['portal'],
  summary: 'Keeps the campaign’s issuing letter (PDF, JPEG or PNG, at most 5 MiB) in place of the one before',
  request: { params, query: z.object({ name }), body: { required: true, content: binary } },
  responses: { 201: { description: 'What is kept', content: json(kept) }, ...PROBLEMS },
});

const evidence = createRoute({
  method: 'post',
  path: `${BASE}/evidence`,
  tags: ['portal'],
  summary: 'Keeps a file (PDF, JPEG or PNG, at most 5 MiB) that a result of the unit’s other work names by `fileId`',
  request: { params, query: z.object({ name, unitCode: slug }), body: { required: true, content: binary } },
  responses: { 201: { description: 'What is kept', content: json(kept) }, ...PROBLEMS },
});

const read = createRoute({
  method: 'get',
  path: `${BASE}/files/{file}`,
  tags: ['portal'],
  summary: 'A file of the campaign',
  request: { params: params.extend({ file: numberText(z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)) }) },
  responses: { 200: FILE_ANSWER, ...PROBLEMS },
});

export function fileRoutes({ people, desk }: PortalParts) {
  return newRouter()
    .openapi(letter, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const file = { name: c.req.valid('query').name, bytes: Buffer.from(await c.req.arrayBuffer()) };
      return c.json(await keepLetter(desk, person, c.req.valid('param').id, file), 201, PRIVATE);
    })
    .openapi(evidence, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { name, unitCode } = c.req.valid('query');
      const file = { name, bytes: Buffer.from(await c.req.arrayBuffer()) };
      return c.json(await keepEvidence(desk, person, c.req.valid('param').id, unitCode, file), 201, PRIVATE);
    })
    .openapi(read, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { id, file } = c.req.valid('param');
      const found = await readCampaignFile(desk, grants, id, file);
      return c.body(new Uint8Array(found.bytes), 200, {
        ...PRIVATE,
        'content-type': found.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      });
    });
}
