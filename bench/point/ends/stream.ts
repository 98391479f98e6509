// One connection that takes what comes for some seconds: `node stream.ts http|ws ORIGIN SECONDS`; prints Mbit/s. The same reader for
// both, so that only the servers differ. Framing is counted in: 0.1 % at the messages' sizes.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { DOWNLOAD_PATH } from '@i-speed/spec';
import { openBenchSession } from './session.ts';

const READ_BYTES = 1 << 20;
/** Slow start and the growth of messages are over. */
const SKIP_MS = 300;

const [way = '', origin = '', seconds = ''] = process.argv.slice(2);
const { hostname, port } = new URL(origin);
using session = way === 'http' ? await openBenchSession(origin) : undefined;
const head = session
  ? [`GET ${DOWNLOAD_PATH}/${session.token}/0 HTTP/1.1`]
  : [
      'GET /ndt/v7/download HTTP/1.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Protocol: net.measurementlab.ndt.v7',
    ];

let readBytes = 0;
const onread = {
  buffer: Buffer.allocUnsafeSlow(READ_BYTES),
  callback(sizeBytes: number) {
    readBytes += sizeBytes;
    return true;
  },
};
const socket = connect({ host: hostname, port: Number(port), onread });
socket.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
socket.write(`${[...head, `Host: ${hostname}:${port}`].join('\r\n')}\r\n\r\n`);
await new Promise((resolve) => setTimeout(resolve, SKIP_MS));
const [fromBytes, fromMs] = [readBytes, performance.now()];
await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
const rateMbps = ((readBytes - fromBytes) * 8) / (performance.now() - fromMs) / 1000;
process.stdout.write(`${rateMbps}\n`);
socket.destroy();
