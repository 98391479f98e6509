// One body over the upload's WebSocket, as a browser sends it: `node upload.ts ORIGIN BYTES`; prints Mbit/s and bytes as JSON. Its mask is
// zero, so that the client has no work that a browser does in other threads.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UPLOAD_PATH, UPLOAD_SUBPROTOCOL } from '@i-speed/spec';
import { openBenchSession } from './session.ts';

const FRAME_BYTES = 1_000_000;
const [TEXT, BINARY] = [0x81, 0x82];

const [origin = '', size = ''] = process.argv.slice(2);
const frames = Number(size) / FRAME_BYTES;
const { hostname: host, port, protocol } = new URL(origin);
using session = await openBenchSession(origin);
const isTls = protocol === 'https:';
const where = { host, port: Number(port), rejectUnauthorized: false };
const socket = isTls ? connectTls(where) : connect(where);
await once(socket, isTls ? 'secureConnect' : 'connect');
const head = [
  `GET ${UPLOAD_PATH}/${session.token} HTTP/1.1`,
  `Host: ${host}:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  `Sec-WebSocket-Protocol: ${UPLOAD_SUBPROTOCOL}`,
];
socket.write(`${head.join('\r\n')}\r\n\r\n`);
await once(socket, 'data');

const fromMs = performance.now();
const part = frameOf(BINARY, Buffer.alloc(FRAME_BYTES));
socket.write(frameOf(TEXT, Buffer.from('{"type":"begin","pulse":0}')));
for (let sent = 0; sent < frames; sent += 1) if (!socket.write(part)) await once(socket, 'drain');
socket.write(frameOf(TEXT, Buffer.from('{"type":"end"}')));
const [answer] = await once(socket, 'data');
const tookMs = performance.now() - fromMs;
if (!String(answer).includes(`"bytes":${size}`)) throw new Error(`the point said ${String(answer)}`);
process.stdout.write(JSON.stringify({ mbps: (Number(size) * 8) / tookMs / 1000, sizeBytes: Number(size) }));
socket.destroy();

/** RFC 6455: the longest form of the length, and a mask of zeros. */
function frameOf(kind: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(14);
  header[0] = kind;
  header[1] = 0xff;
  header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}
