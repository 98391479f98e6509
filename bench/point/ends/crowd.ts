// Many clients, each taking its pace: `node crowd.ts ORIGIN CLIENTS MBPS SECONDS`; prints one JSON object with each one's share of its pace.
// A client reads no more than its pace allows and catches up when this process was late, so that what is missing was not there to read.
import { setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { DOWNLOAD_PATH } from '@i-speed/spec';
import { type BenchSession, openBenchSession } from './session.ts';

/** A client's buffer holds this much of its pace; it is read when that much is due. */
const PORTION_MS = 50;
const SETTLE_MS = 3_000;
const OPEN_AT_ONCE = 20;
/** The crowd comes from so many addresses: a point of several processes keeps an address with one of them. */
const ADDRESSES = 50;

const [origin = '', clientsText, paceText, secondsText] = process.argv.slice(2);
const [clients, paceMbps, seconds] = [Number(clientsText), Number(paceText), Number(secondsText)];
const { hostname, port, protocol } = new URL(origin);
const bytesPerMs = (paceMbps * 1e6) / 8 / 1000;
setMaxListeners(0);

type Client = { session: BenchSession; socket: Socket; readBytes: number; startMs: number; isPaused: boolean };

const crowd: Client[] = [];
while (crowd.length < clients) {
  const some = Math.min(OPEN_AT_ONCE, clients - crowd.length);
  crowd.push(...(await Promise.all(Array.from({ length: some }, (_, i) => join(crowd.length + i)))));
}
await rest(SETTLE_MS);
const from = crowd.map(({ readBytes }) => ({ readBytes, atMs: performance.now() }));
await rest(seconds * 1000);
const shares = crowd.map(({ readBytes }, i) => {
  const start = from[i] ?? { readBytes: 0, atMs: 0 };
  return (readBytes - start.readBytes) / ((performance.now() - start.atMs) * bytesPerMs);
});
shares.sort((a, b) => a - b);
const mbps = shares.reduce((sum, share) => sum + share, 0) * paceMbps;
const at = (share: number) => shares[Math.floor((shares.length - 1) * share)];
process.stdout.write(
  `${JSON.stringify({ clients: crowd.length, lowestShare: at(0), p1Share: at(0.01), medianShare: at(0.5), mbps })}\n`,
);
process.exit(0);

async function join(number: number): Promise<Client> {
  const localAddress = `127.0.0.${2 + (number % ADDRESSES)}`;
  const session = await openBenchSession(origin, localAddress);
  // Counts are told to each client twenty times a second; nobody reads them here.
  session.control.removeAllListeners('message');
  const portionBytes = Math.round(bytesPerMs * PORTION_MS);
  const onread = {
    buffer: Buffer.allocUnsafe(portionBytes),
    callback: (sizeBytes: number): boolean => take(client, sizeBytes),
  };
  const where = { host: hostname, port: Number(port), localAddress, onread, rejectUnauthorized: false };
  const socket: Socket = protocol === 'https:' ? connectTls(where) : connect(where);
  const client: Client = { session, socket, readBytes: 0, startMs: performance.now(), isPaused: false };
  socket.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  socket.write(`GET ${DOWNLOAD_PATH}/${session.token}/0 HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  return client;
}

/** Takes what came and stops reading until the next portion is due. */
function take(client: Client, sizeBytes: number): boolean {
  client.readBytes += sizeBytes;
  const dueMs = client.startMs + client.readBytes / bytesPerMs;
  const waitMs = dueMs - performance.now();
  if (waitMs <= 0) return true;
  if (client.isPaused) return false;
  client.isPaused = true;
  setTimeout(() => {
    client.isPaused = false;
    client.socket.resume();
  }, waitMs);
  return false;
}

function rest(spanMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, spanMs));
}
