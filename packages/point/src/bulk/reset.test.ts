import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { finish, makeCertificate, metric, openSession, startPoint } from '../../test/client.ts';
import { countDelivered } from './delivered.ts';

const CONNECTIONS = 6;
const ROUNDS = 20;
/** Bytes of one connection that its client has not read and the kernel took: its buffers out and in at Linux's largest, 4 and 6 MiB. */
const HELD_BYTES = 10 << 20;

/** Reads until so many bytes have come, then breaks the connection with all that is under way; what was read. */
async function readAndBreak(response: IncomingMessage, mostBytes: number): Promise<number> {
  let readBytes = 0;
  response.on('error', () => undefined);
  response.on('data', (piece: Buffer) => {
    readBytes += piece.length;
    if (readBytes > mostBytes) response.socket.destroy();
  });
  await new Promise<void>((resolve) => response.once('close', resolve));
  return readBytes;
}

for (const isTls of [false, true])
  it(`a download whose client has gone counts no byte that its socket did not take${isTls ? ', over TLS' : ''}`, async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'i-speed-cert-'));
    await using point = await startPoint({ maxSessions: 100, ...(isTls && makeCertificate(folder.path)) });
    const told = () =>
      metric(point.port, 'i_speed_point_payload_bytes_total{direction="download",protocol="native"}', { isTls });
    let mostBytes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      using session = await openSession(point.port, { isTls });
      const bodies = await Promise.all(Array.from({ length: CONNECTIONS }, () => session.download(0)));
      const read = await Promise.all(bodies.map((body) => readAndBreak(body, round * 100_000)));
      const takenBytes = read.reduce((sum, each) => sum + each, 0) + CONNECTIONS * HELD_BYTES;
      await session.control.next('counts', (each) => each.ended);
      mostBytes += takenBytes;
      const claims = await finish(session, point.publicJwk);
      expect(claims.download?.bytes).toBeLessThan(takenBytes);
      expect(await told()).toBeLessThan(mostBytes);
    }
    expect(await told()).toBeGreaterThan(0);
  });

it('where the kernel tells nothing, what is handed to a broken connection is not delivered', async () => {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const address = server.address();
  const client = connectTcp(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1').resume();
  const [socket]: Socket[] = await accepted;
  if (socket === undefined) throw new Error('nobody came');
  const delivered = countDelivered(socket, socket, undefined);
  delivered.sent(1000, 1000);
  await new Promise((resolve) => socket.write(Buffer.alloc(1000), resolve));
  expect(delivered.bytes()).toBe(1000);
  socket.destroy();
  delivered.sent(5000, 5000);
  await delivered.settled();
  expect(delivered.bytes()).toBe(1000);
  client.destroy();
});
