// POST /api/v1/measurements and GET /api/v1/measurements/{id}.
import { createRoute } from '@hono/zod-openapi';
import { BATCH_LIMIT, uuidv7 } from '@i-speed/spec';
import type { Warehouse } from '@i-speed/warehouse';
import * as z from 'zod';
import { parseJson } from '../ingest/parse-json.ts';
import { type Intake, type Received, receive, refusal } from '../ingest/receive.ts';
import { toPublic } from '../ingest/to-public.ts';
import { ProblemError } from '../problem.ts';
import { acknowledgement, batchAcknowledgement, publicMeasurement, submission } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const idParam = z.object({ id: uuidv7 });

const post = createRoute({
  method: 'post',
  path: '/api/v1/measurements',
  tags: ['measuring'],
  summary: `Hand in one measurement, or a batch of up to ${BATCH_LIMIT}`,
  description:
    'Answered once the data is on disk. The id is the key of idempotency: the first content posted under an id is kept, every repetition (also with other content) gets the same answer and counts once; the header `i-speed-repeated: true` tells it. In a batch each entry is judged by itself. On 503 keep the measurement and send it again after Retry-After.',
  responses: {
    200: { description: 'Answer to a batch: one result for each entry, in order', content: json(batchAcknowledgement) },
    201: { description: 'The measurement is kept', content: json(acknowledgement) },
    ...problemAnswers('malformed-json', 'too-large', 'not-json', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const read = createRoute({
  method: 'get',
  path: '/api/v1/measurements/{id}',
  tags: ['results'],
  summary: 'One measurement as anyone may see it',
  description: 'Nothing that points to a person or a device is part of it.',
  request: { params: idParam },
  responses: {
    200: { description: 'The measurement', content: json(publicMeasurement) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export interface MeasurementParts {
  readonly intake: Intake;
  readonly warehouse: Warehouse;
  /** Takes `rows` measurements from the address's allowance; throws ProblemError `rate-limited`. */
  readonly spend: (address: string, rows: number) => void;
  readonly publicUrl?: string;
}

export function measurementRoutes({ intake, warehouse, spend, publicUrl }: MeasurementParts) {
  const router = newRouter();
  // The body is not validated by the router: in a batch a faulty entry must not harm the others.
  router.openAPIRegistry.registerPath({ ...post, request: { body: { required: true, content: json(bodySchema) } } });
  return router
    .openapi({ ...post, hide: true }, async (c) => {
      const body = await readJson(c.req.raw);
      spend(c.env.address, Array.isArray(body) ? Math.max(1, body.length) : 1);
      const { isBatch, results } = await receive(intake, body, c.env.address);
      const [first] = results;
      if (isBatch) return c.json({ results: results.map(batchEntry) }, 200);
      if (first === undefined || 'faults' in first) throw refusal(first?.faults ?? []);
      return c.json(first.acknowledgement, 201, {
        location: `/api/v1/measurements/${first.acknowledgement.id}`,
        ...(first.isRepeat && { 'i-speed-repeated': 'true' }),
      });
    })
    .openapi(read, async (c) => {
      const id = c.req.valid('param').id.toLowerCase();
      const kept = await warehouse.byId(id);
      if (kept === undefined) throw new ProblemError('not-found', `no measurement ${id} is kept`);
      return c.json(toPublic(kept, publicUrl ?? new URL(c.req.url).origin), 200, {
        'cache-control': 'public, max-age=60',
      });
    });
}

const bodySchema = z.union([submission, z.array(submission).min(1).max(BATCH_LIMIT)]);

function batchEntry(received: Received): z.infer<typeof batchAcknowledgement>['results'][number] {
  if ('acknowledgement' in received) return { kept: true, ...received.acknowledgement };
  return { kept: false, problem: refusal(received.faults).toProblem() };
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new ProblemError('not-json', `content-type is ${type ?? 'absent'}; send application/json`);
  const text = await request.text();
  try {
    return parseJson(text);
  } catch (cause) {
    throw new ProblemError('malformed-json', cause instanceof Error ? cause.message : 'the body cannot be parsed', {
      cause,
    });
  }
}
