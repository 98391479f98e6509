import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Listening, listen, type ServeParts } from './listen.ts';

const running: Listening[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const echo = async (request: Request, address: string) =>
  Response.json({ path: new URL(request.url).pathname, address });
async function start(parts: Partial<ServeParts>, host: string, port = 0): Promise<number> {
  const one = await listen({ api: echo, trustedProxies: 0, ...parts }, { host, port });
  running.push(one);
  return one.port;
}

test.each(['localhost', '0.0.0.0', '::'])('%s is reached on IPv4 and IPv6, on one port', async (host) => {
  const port = await start({}, host);
  for (const [url, address] of [
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
  ])
    expect(await (await fetch(`http://${url}:${port}/api/x`)).json()).toEqual({ path: '/api/x', address });
});

test('a connection outlives a measurement, so that its record needs no new one', async () => {
  const port = await start({}, '127.0.0.1');
  const { headers } = await fetch(`http://127.0.0.1:${port}/api/x`);
  expect(headers.get('keep-alive')).toBe('timeout=30');
});

test('a port that is taken is refused, not shared by half', async () => {
  const other = createServer().listen({ host: '::1', port: 0 });
  await once(other, 'listening');
  const { port } = asInfo(other.address());
  await expect(start({}, 'localhost', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});

test('what is not API is the page’s, with the API at hand under the client’s own address', async () => {
  const page: ServeParts['page'] = async (request, response) => {
    const answer = await request.iSpeedApi(new Request('http://hub/api/v1/points'));
    response.end(`page ${request.url} ${await answer.text()}`);
  };
  const port = await start({ page, trustedProxies: 1 }, '127.0.0.1');
  const headers = { 'x-forwarded-for': '27.64.0.1' };
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text();
  expect(await get('/do/x')).toBe('page /do/x {"path":"/api/v1/points","address":"27.64.0.1"}');
  expect(await get('/apixyz')).toContain('page /apixyz');
  for (const path of ['/api/v1/x', '/health', '/metrics', '/api'])
    expect(JSON.parse(await get(path))).toEqual({ path, address: '27.64.0.1' });
});

test('closing answers what runs and ends idle connections', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: release, resolve: answerNow } = Promise.withResolvers<void>();
  const api: ServeParts['api'] = async () => {
    arrive();
    await release;
    return new Response('answered');
  };
  const one = await listen({ api, trustedProxies: 0 }, { host: '127.0.0.1', port: 0 });
  const idle = connect(one.port, '127.0.0.1');
  await once(idle, 'connect');
  const answer = fetch(`http://127.0.0.1:${one.port}/api/x`).then((response) => response.text());
  await arrived;
  const closed = one.close();
  const ended = once(idle, 'close');
  answerNow();
  expect(await answer).toBe('answered');
  const startedMs = performance.now();
  await closed;
  await ended;
  // Not the five seconds for which Node keeps a connection that nothing uses.
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  await expect(fetch(`http://127.0.0.1:${one.port}/api/x`)).rejects.toThrow();
});

/** Guarantee: a TCP server that listens has an address of this kind. */
function asInfo(address: unknown): AddressInfo {
  return address as AddressInfo;
}
