// One transfer by a client that costs next to nothing, so that the server is what limits it: `node light.ts down|up URL BYTES`; prints
// Mbit/s and bytes as JSON. A download is dropped by the kernel as it came, over TLS undeciphered; an upload writes the same bytes again and again.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { discardReceived, fdOf } from '../../../packages/point/src/kernel/libc.ts';

const WRITE_BYTES = 1 << 20;
const MOST_BYTES = 1 << 24;
/** What TLS 1.3 makes of a full record's 16,384 bytes (RFC 8446). */
const TLS_RATIO = 16_384 / 16_406;

const [way = '', address = '', size = ''] = process.argv.slice(2);
const url = new URL(address);
const sizeBytes = Number(size);
const isTls = url.protocol === 'https:';
const raw = connect(Number(url.port), url.hostname);
await once(raw, 'connect');
const socket = isTls ? connectTls({ socket: raw, rejectUnauthorized: false }) : raw;
if (isTls) await once(socket, 'secureConnect');
const { pathname, search, host } = url;
const head = (method: string, more = '') => `${method} ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
const fromMs = performance.now();
await (way === 'down' ? drop() : pour());
const tookMs = performance.now() - fromMs;
process.stdout.write(JSON.stringify({ mbps: (sizeBytes * 8) / tookMs / 1000, sizeBytes }));
process.exit(0);

/** Takes the answer off the socket behind Node's back; the head is counted in. */
async function drop(): Promise<void> {
  const fd = fdOf(raw);
  if (fd === undefined) throw new Error('this Node hides its descriptors');
  const ratio = isTls ? TLS_RATIO : 1;
  const written = new Promise<void>((resolve) => socket.write(head('GET'), () => resolve()));
  stopReading(raw);
  await written;
  for (let gotBytes = 0; gotBytes * ratio < sizeBytes; await turn()) gotBytes += discardReceived(fd, MOST_BYTES);
}

async function pour(): Promise<void> {
  const part = Buffer.alloc(WRITE_BYTES, 'i-speed');
  socket.write(head('POST', `Content-Length: ${sizeBytes}\r\n`));
  for (let leftBytes = sizeBytes; leftBytes > 0; leftBytes -= WRITE_BYTES)
    if (!socket.write(part.subarray(0, leftBytes))) await once(socket, 'drain');
  const [answer] = await once(socket, 'data');
  if (!String(answer).startsWith('HTTP/1.1 200')) throw new Error(String(answer));
}

/** `pause` would only stop the events. */
function stopReading(from: Socket): void {
  const handle: unknown = Reflect.get(from, '_handle');
  const stop: unknown = typeof handle === 'object' && handle !== null && Reflect.get(handle, 'readStop');
  if (typeof stop === 'function') stop.call(handle);
}
