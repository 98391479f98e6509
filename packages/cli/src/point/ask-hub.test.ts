import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { exitCodes } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { askHub } from './ask-hub.ts';

let server: Server;
afterEach(() => server.close());

async function hubThatAnswers(status: number, scheme = 'http'): Promise<string> {
  server = createServer((_, answer) => {
    answer.writeHead(status, { 'content-type': 'application/problem+json' });
    answer.end(JSON.stringify({ title: 'no', detail: `because of ${status}`, code: 'c', type: 't', status }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return `${scheme}://127.0.0.1:${port}`;
}
const asked = (hub: string) => askHub(hub, '/api/v1/points', {}, openSpeech('en')).catch((fault: unknown) => fault);

test.each([
  [401, exitCodes.usage],
  [404, exitCodes.usage],
  [422, exitCodes.usage],
  [429, exitCodes.failed],
  [503, exitCodes.failed],
])('a hub that answers %i ends with code %i, in its own words', async (status, exitCode) => {
  expect(await asked(await hubThatAnswers(status))).toMatchObject({
    message: `The hub says no: because of ${status}`,
    exitCode,
  });
});

test('https:// said of a hub that speaks plain HTTP is answered with what to write', async () => {
  const hub = await hubThatAnswers(200, 'https');
  expect(await asked(hub)).toMatchObject({
    message: `${hub} does not speak TLS. If the hub speaks plain HTTP, write ${hub.replace('https', 'http')}.`,
    exitCode: exitCodes.usage,
  });
});
