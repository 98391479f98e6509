import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { measure, NO_HUB, NO_POINT_OFFERED } from '../index.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** The failure of a measurement whose tickets are asked for of a server that answers so. */
async function failureOf(status: number, body: string) {
  server = createServer((_, answer) => answer.writeHead(status, { 'content-type': 'application/json' }).end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const client = { kind: 'cli', version: '1', installId: '0b9c4b5e-3c1b-4f0e-9d7e-2f4f1f3a5b6c' } as const;
  const hubUrl = `http://127.0.0.1:${port}`;
  for await (const event of measure({ hubUrl, profile: 'light', trigger: 'manual', client }))
    if (event.type === 'failure') return [event.failure.code, event.failure.detail];
  return [];
}

test('a refusal is told in the words of the hub, the fault first', async () => {
  const problem = { type: 't', title: 'invalid', status: 422, code: 'invalid', detail: 'cannot be used' };
  const faults = [{ path: 'pointId', message: 'there is no such point' }];
  const told = await failureOf(422, JSON.stringify({ ...problem, faults }));
  expect(told).toEqual(['ticket.refused', 'HTTP 422: there is no such point']);
  const plain = await failureOf(429, JSON.stringify({ ...problem, detail: undefined }));
  expect(plain).toEqual(['ticket.refused', 'HTTP 429: invalid']);
});

test('what is no hub is called that, and a gateway is not', async () => {
  expect(await failureOf(200, '<html>')).toEqual(['ticket.refused', NO_HUB]);
  expect(await failureOf(404, '{"error":"not found"}')).toEqual(['ticket.refused', NO_HUB]);
  expect(await failureOf(502, '<html>')).toEqual(['ticket.refused', 'HTTP 502']);
});

test('a hub without a point is told apart from a point that is out of reach', async () => {
  const answer = { measurementId: 'x', expiresAt: 'x', network: { family: 4 }, candidates: [] };
  expect(await failureOf(200, JSON.stringify(answer))).toEqual(['point.unreachable', NO_POINT_OFFERED]);
});
