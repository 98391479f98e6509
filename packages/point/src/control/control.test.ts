import { createServer } from 'node:http';
import { TICKET_ISSUER, TICKET_TYPE } from '@i-speed/spec';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect, finish, hello, metric, openSession, startPoint } from '../../test/client.ts';

const hub = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const ticketKeys = { keys: [{ ...(await exportJWK(hub.publicKey)), kid: 'hub-1', alg: 'EdDSA' }] };
const NOW_MS = Date.UTC(2026, 10, 21, 4);

function ticket(
  measurementId: string,
  change: { aud?: string; iatS?: number; key?: CryptoKey; typ?: string } = {},
): Promise<string> {
  const iatS = change.iatS ?? NOW_MS / 1000;
  return new SignJWT({ iss: TICKET_ISSUER, aud: change.aud ?? 'p1', jti: measurementId, iat: iatS, exp: iatS + 60 })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'hub-1', typ: change.typ ?? TICKET_TYPE })
    .sign(change.key ?? hub.privateKey);
}

describe('control connection', () => {
  it('4.1: is refused with 400 when the subprotocol is not asked for', async () => {
    await using point = await startPoint();
    const socket = new WebSocket(`ws://127.0.0.1:${point.port}/v1/control`);
    const status = await new Promise((resolve) =>
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode)),
    );
    socket.on('error', () => undefined).terminate();
    expect(status).toBe(400);
  });

  it('4.2, 4.3: echoes before hello, with the time it held the ping, and at most 20 of them', async () => {
    await using point = await startPoint();
    using client = await connect(point.port);
    for (let seq = 0; seq <= 20; seq++) client.send({ type: 'ping', seq });
    for (let seq = 0; seq < 20; seq++) {
      const pong = await client.next('pong');
      expect(pong.seq).toBe(seq);
      expect(pong.holdUs).toBeLessThan(100_000);
    }
    expect((await client.next('refused')).code).toBe('rate-limited');
  });

  it('4.4: welcomes with a session token of 128 bits and its limits', async () => {
    await using point = await startPoint({ maxBytes: 5_000_000 });
    using client = await connect(point.port);
    client.send(hello());
    const welcome = await client.next('welcome');
    expect(Buffer.from(welcome.session, 'base64url')).toHaveLength(16);
    expect(welcome).toMatchObject({ pointId: 'p1', protocol: 1, family: 4, limits: { maxBytes: 5_000_000 } });
  });

  it('11.1: refuses a protocol it does not speak and names the one it does', async () => {
    await using point = await startPoint();
    using client = await connect(point.port);
    client.send({ type: 'hello', protocol: 2, measurementId: uuidv7(), client: { kind: 'cli', version: 'x' } });
    expect(await client.next('refused')).toMatchObject({
      code: 'protocol',
      detail: expect.stringContaining('protocol 1'),
    });
    expect(await client.closed).toBe(1008);
  });

  it.each([
    ['binary', (socket: WebSocket) => socket.send(Buffer.from('{}')), 'protocol'],
    ['no JSON', (socket: WebSocket) => socket.send('hello'), 'protocol'],
    ['a field too many', (socket: WebSocket) => socket.send('{"type":"ping","seq":1,"x":1}'), 'protocol'],
    ['finish before hello', (socket: WebSocket) => socket.send('{"type":"finish","windows":[]}'), 'protocol'],
  ])('refuses a message that is %s', async (_, send, code) => {
    await using point = await startPoint();
    using client = await connect(point.port);
    send(client.socket);
    expect((await client.next('refused')).code).toBe(code);
  });

  it('9.1: closes a connection whose message is over 16,384 bytes and counts it', async () => {
    await using point = await startPoint();
    using client = await connect(point.port);
    client.socket.send('x'.repeat(16_385));
    expect(await client.closed).toBe(1009);
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="message-too-large"}')).toBe(1);
  });
});

describe('tickets', () => {
  const settings = { open: false };
  const parts = { ticketKeys, nowMs: () => NOW_MS };

  it('8: open a measurement once', async () => {
    await using point = await startPoint(settings, parts);
    const id = uuidv7();
    const once = await ticket(id);
    using first = await connect(point.port);
    first.send(hello(id, once));
    expect((await first.next('welcome')).pointId).toBe('p1');
    using second = await connect(point.port);
    second.send(hello(id, once));
    expect((await second.next('refused')).code).toBe('ticket-used');
  });

  it.each<[string, string, (id: string) => Promise<string | undefined>]>([
    ['missing', 'ticket-missing', async () => undefined],
    ['for another point', 'ticket-invalid', (id) => ticket(id, { aud: 'p2' })],
    ['for another measurement', 'ticket-invalid', () => ticket(uuidv7())],
    ['of another type', 'ticket-invalid', (id) => ticket(id, { typ: 'JWT' })],
    ['from beyond the skew', 'ticket-invalid', (id) => ticket(id, { iatS: NOW_MS / 1000 + 31 })],
    ['expired beyond the skew', 'ticket-expired', (id) => ticket(id, { iatS: NOW_MS / 1000 - 91 })],
    [
      'signed by someone else',
      'ticket-invalid',
      async (id) => ticket(id, { key: (await generateKeyPair('EdDSA', { crv: 'Ed25519' })).privateKey }),
    ],
    ['no ticket at all', 'ticket-invalid', async () => 'abc'],
  ])('8.2: are refused when %s', async (_, code, make) => {
    await using point = await startPoint(settings, parts);
    using client = await connect(point.port);
    const id = uuidv7();
    client.send(hello(id, await make(id)));
    expect((await client.next('refused')).code).toBe(code);
  });

  it('8.2: of a clock that is ahead are refused with what the clocks differ by', async () => {
    await using point = await startPoint(settings, parts);
    using client = await connect(point.port);
    const id = uuidv7();
    client.send(hello(id, await ticket(id, { iatS: NOW_MS / 1000 + 300 })));
    expect((await client.next('refused')).detail).toBe(
      "by this point's clock the ticket is made in 300 s: that clock or the hub's is wrong",
    );
  });

  it('8.2: open one measurement when they come twice at the same time', async () => {
    await using point = await startPoint(settings, parts);
    const id = uuidv7();
    const held = await ticket(id);
    const clients = await Promise.all(Array.from({ length: 5 }, () => connect(point.port)));
    for (const client of clients) client.send(hello(id, held));
    const answers = await Promise.all(
      clients.map((client) =>
        Promise.race([client.next('welcome').then(() => 'welcome'), client.next('refused').then(({ code }) => code)]),
      ),
    );
    expect(answers.toSorted()).toEqual([...Array(4).fill('ticket-used'), 'welcome']);
    for (const client of clients) client.socket.terminate();
  });

  it('8.2: are honoured when the hub comes up after the point, and refused with a time to try again before that', async () => {
    const hubServer = createServer((_, response) => response.end(JSON.stringify(ticketKeys)));
    await new Promise<void>((resolve) => hubServer.listen(0, '127.0.0.1', resolve));
    const port = portOf(hubServer);
    await new Promise((resolve) => hubServer.close(resolve));
    await using point = await startPoint({ open: false, hub: `http://127.0.0.1:${port}` }, { nowMs: () => NOW_MS });
    const id = uuidv7();
    const held = await ticket(id);
    using early = await connect(point.port);
    early.send(hello(id, held));
    expect(await early.next('refused')).toMatchObject({ code: 'ticket-invalid', retryAfterMs: 5_000 });
    await new Promise<void>((resolve) => hubServer.listen(port, '127.0.0.1', resolve));
    using late = await connect(point.port);
    late.send(hello(id, held));
    expect((await late.next('welcome')).pointId).toBe('p1');
    hubServer.closeAllConnections();
    await new Promise((resolve) => hubServer.close(resolve));
  });

  it.each([
    ['with a ticket says so', true],
    ['without one admits and says so', false],
  ])('8.3: open mode %s', async (_, ticketed) => {
    await using point = await startPoint({ open: true }, parts);
    const id = uuidv7();
    using session = await openSession(point.port, { first: hello(id, ticketed ? await ticket(id) : undefined) });
    expect((await finish(session, point.publicJwk)).ticketed).toBe(ticketed);
  });

  it('8.3: open mode refuses a ticket that is not good', async () => {
    await using point = await startPoint({ open: true }, parts);
    using client = await connect(point.port);
    client.send(hello(uuidv7(), 'abc'));
    expect((await client.next('refused')).code).toBe('ticket-invalid');
  });

  it.each([-89, 29])('8.2: are honoured within 30 s of clock skew (made at %i s)', async (madeS) => {
    await using point = await startPoint(settings, parts);
    using client = await connect(point.port);
    const id = uuidv7();
    client.send(hello(id, await ticket(id, { iatS: NOW_MS / 1000 + madeS })));
    expect((await client.next('welcome')).pointId).toBe('p1');
  });
});

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
