// A road to a point that harms bulk, or is long: real sockets, forwarded byte by byte.
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './ticket-hub.ts';

export type Faults = {
  /** After so many bytes of a download's connection nothing more comes, but nothing ends either. */
  stallDownloadsAfterBytes?: number;
  /** After so many bytes of an upload's connection it breaks. */
  breakUploadsAfterBytes?: number;
  /** Each connection stands still so long at first, as on a long way. */
  opensAfterMs?: number;
  /** So long everything takes each way; absent forwards at once. */
  delayMs?: number;
  /** No download's connection is faster than this, so that its data lasts. */
  downloadMbps?: number;
};

/** Listens on a free port and forwards to the point's. */
export async function openFaultyRoad(pointPort: number, faults: Faults): Promise<AsyncDisposable & { port: number }> {
  const open = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect(pointPort, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined); // what breaks here is the test's own doing
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    setTimeout(() => near.resume(), faults.opensAfterMs ?? 0);
    const pass = (to: Socket, chunk: Buffer) => {
      if (faults.delayMs === undefined) to.write(chunk);
      else setTimeout(() => to.write(chunk), faults.delayMs);
    };
    let kind: 'GET /v1/d' | 'POST /v1/' | undefined;
    let carried = 0;
    near.on('data', (chunk: Buffer) => {
      const head = chunk.subarray(0, 9).toString('latin1');
      if (kind === undefined && (head === 'GET /v1/d' || head === 'POST /v1/')) kind = head;
      if (kind === 'POST /v1/') carried += chunk.length;
      if (kind === 'POST /v1/' && carried > (faults.breakUploadsAfterBytes ?? Number.POSITIVE_INFINITY)) near.destroy();
      else pass(far, chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (kind === 'GET /v1/d') carried += chunk.length;
      if (kind === 'GET /v1/d' && carried > (faults.stallDownloadsAfterBytes ?? Number.POSITIVE_INFINITY)) far.pause();
      else pass(near, chunk);
      if (kind === 'GET /v1/d' && faults.downloadMbps !== undefined) {
        far.pause();
        setTimeout(() => far.resume(), (chunk.length * 8) / (faults.downloadMbps * 1000));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
