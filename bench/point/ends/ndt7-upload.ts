// An ndt7 upload as M-Lab's client sends it, for some seconds: `node ndt7-upload.ts ORIGIN SECONDS`; prints Mbit/s. Its mask is zero, so
// that the client has no work of its own; what the socket took is what the server read, but for the kernel's buffers.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

const MESSAGE_BYTES = 1 << 20;
const SKIP_MS = 300;

const [origin = '', seconds = ''] = process.argv.slice(2);
const { hostname, port } = new URL(origin);
const socket = connect(Number(port), hostname);
const head = [
  'GET /ndt/v7/upload HTTP/1.1',
  `Host: ${hostname}:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  'Sec-WebSocket-Protocol: net.measurementlab.ndt.v7',
];
socket.write(`${head.join('\r\n')}\r\n\r\n`);
const [answer] = await once(socket, 'data');
if (!String(answer).startsWith('HTTP/1.1 101')) throw new Error(String(answer));
// What the server tells meanwhile is read and dropped.
socket.resume();
const header = Buffer.alloc(14);
header.writeUInt16BE(0x82ff);
header.writeBigUInt64BE(BigInt(MESSAGE_BYTES), 2);
const message = Buffer.concat([header, Buffer.alloc(MESSAGE_BYTES)]);
const pour = async (spanMs: number) => {
  const fromMs = performance.now();
  let messages = 0;
  for (; performance.now() - fromMs < spanMs; messages += 1) if (!socket.write(message)) await once(socket, 'drain');
  return (messages * MESSAGE_BYTES * 8) / (performance.now() - fromMs) / 1000;
};
await pour(SKIP_MS);
process.stdout.write(`${await pour(Number(seconds) * 1000)}\n`);
process.exit(0);
