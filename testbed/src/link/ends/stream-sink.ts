// Program for one end of a link: connects, receives for a while, prints when which bytes came (monotonic clock, ms).
import { connect } from 'node:net';

const slotMs = 10;
const [host = '', port = '', connections = '1', durationMs = '1000'] = process.argv.slice(2);
const series: [number, number][] = [];
let bytes = 0;

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

function count(received: number): boolean {
  bytes += received;
  const atMs = nowMs();
  const last = series.at(-1);
  if (last && Math.floor(last[0] / slotMs) === Math.floor(atMs / slotMs)) series[series.length - 1] = [atMs, bytes];
  else series.push([atMs, bytes]);
  return true;
}

const startedMs = nowMs();
const sockets = Array.from({ length: Number(connections) }, () =>
  connect({ host, port: Number(port), onread: { buffer: Buffer.alloc(1_048_576), callback: count } }),
);
for (const socket of sockets) socket.on('error', () => socket.destroy());
setTimeout(() => {
  for (const socket of sockets) socket.destroy();
  process.stdout.write(`${JSON.stringify({ startedMs, endedMs: nowMs(), series })}\n`);
}, Number(durationMs));
