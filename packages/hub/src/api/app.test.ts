import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { submissionAt, withReceipt } from '../../test/sample.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ I_SPEED_TICKETS_PER_MINUTE: '2', I_SPEED_PUBLIC_URL: 'https://i-speed.example' });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

describe('the document', () => {
  test('has every route, each answer with a schema, and refers to nothing that is not in it', async () => {
    const document = await (await hub.get('/api/v1/openapi.json')).json();
    const paths = Object.keys(document.paths);
    for (const path of [
      '/api/v1/areas',
      '/api/v1/areas/{code}',
      '/api/v1/areas/shapes',
      '/api/v1/keys',
      '/api/v1/measurements',
      '/api/v1/measurements/{id}',
      '/api/v1/measurements/{id}/card.png',
      '/api/v1/measurements/{id}/result.pdf',
      '/api/v1/operators',
      '/api/v1/points',
      '/api/v1/provinces',
      '/api/v1/provinces/{code}/communes',
      '/api/v1/statistics',
      '/api/v1/targets',
      '/api/v1/tickets',
    ])
      expect(paths).toContain(path);
    const referred = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    for (const name of referred) expect(Object.keys(document.components.schemas)).toContain(name);
    const body = document.paths['/api/v1/measurements'].post.requestBody.content['application/json'].schema;
    expect(body.anyOf[1]).toMatchObject({ type: 'array', maxItems: 500 });
  });

  test('is a page too: every route, schema and problem, no script, nothing from elsewhere', async () => {
    const answer = await hub.get('/api/v1/docs');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'");
    const html = await answer.text();
    for (const part of ['/api/v1/tickets', 'id="schema-Submission"', 'id="problem-rate-limited"'])
      expect(html).toContain(part);
    expect(html).not.toMatch(/<script|https?:\/\/(?!hub\.example)/);
    const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(anchors.length).toBeGreaterThan(20);
    for (const anchor of new Set(anchors)) expect(html).toContain(`id="${anchor}"`);
  });
});

describe('every answer', () => {
  test('may be read from any page', async () => {
    const answer = await hub.get('/api/v1/points', { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')?.split(',')).toContain('etag');
    const preflight = await hub.get('/api/v1/measurements', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  test('to what is not there is a problem that says so', async () => {
    const answer = await hub.get('/api/v1/speed');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'not-found',
      status: 404,
      type: '/api/v1/docs#problem-not-found',
    });
  });

  test('above the allowance is 429 with the time to wait', async () => {
    const statuses: number[] = [];
    const body = { measurementId: submissionAt(Date.now()).id, client: { kind: 'cli', version: '1' } };
    for (let i = 0; i < 3; i += 1) {
      const answer = await hub.post('/api/v1/tickets', body, '27.64.5.5');
      statuses.push(answer.status);
      if (i === 2) expect(answer.headers.get('retry-after')).toBe('30');
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});

test('provinces and communes are those of the edition', async () => {
  const today = await (await hub.get('/api/v1/provinces')).json();
  expect(today.provinces).toHaveLength(34);
  const before = await (await hub.get('/api/v1/provinces?edition=2025-01-01')).json();
  expect(before.provinces).toHaveLength(63);
  const { communes, province } = await (await hub.get('/api/v1/provinces/01/communes')).json();
  expect(province.fullName).toBe('Thành phố Hà Nội');
  expect(communes).toHaveLength(126);
  expect((await hub.get('/api/v1/provinces/99/communes')).status).toBe(404);
  expect((await hub.get('/api/v1/provinces?edition=1999-01-01')).status).toBe(422);
});

test('the share picture is a PNG of 1200 x 630 in both languages, and none for what is not kept', async () => {
  const sent = await withReceipt(submissionAt(Date.now() - 20_000), hub.pointKey);
  await hub.post('/api/v1/measurements', sent);
  const pictures: string[] = [];
  for (const lang of ['vi', 'en']) {
    const answer = await hub.get(`/api/v1/measurements/${sent.id}/card.png?lang=${lang}`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await answer.arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    pictures.push(png.toString('base64'));
  }
  expect(pictures[0]).not.toBe(pictures[1]);
  expect((await hub.get(`/api/v1/measurements/${submissionAt(Date.now()).id}/card.png`)).status).toBe(404);
  const shown = await (await hub.get(`/api/v1/measurements/${sent.id}`)).json();
  expect(shown.url).toBe(`https://i-speed.example/do/${sent.id}`);
});

test('health and metrics tell how it is', async () => {
  expect(await (await hub.get('/health')).json()).toEqual({ status: 'ok', parts: { warehouse: true, store: true } });
  const sent = submissionAt(Date.now() - 20_000);
  await hub.post('/api/v1/measurements', sent);
  await hub.post('/api/v1/measurements', { ...sent, trigger: 'whim' });
  const metrics = await (await hub.get('/metrics')).text();
  expect(metrics).toMatch(/i_speed_hub_excluded_reasons_total\{reason="receipt-missing"\} 1/);
  expect(metrics).toMatch(/i_speed_hub_measurements_refused_total 1/);
  expect(metrics).toMatch(/i_speed_hub_measurements_waiting 0/);
  expect(metrics).toMatch(/i_speed_hub_points\{state="active"\} 1/);
  expect(Number(/i_speed_hub_data_free_bytes (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0);
});
