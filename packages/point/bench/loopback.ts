// How fast one point process is over loopback: `node packages/point/bench/loopback.ts [seconds]`, figures as JSON on stdout.
// The ends share the machine's cores, so processor seconds of the point per gigabyte say more than rates do.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTROL_PATH, CONTROL_SUBPROTOCOL } from '@i-speed/spec';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';

const seconds = Number(process.argv[2] ?? 2);
const mainPath = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const READ_BYTES = 1 << 20;
const WRITE_BYTES = 1 << 20;
/** Linux counts a process's time in ticks of 10 ms (USER_HZ). */
const TICK_S = 0.01;

type Figure = { what: string; connections: number; mbps: number; pointCpuSPerGb: number; worstEchoMs: number };

/** Both directions over bare sockets, so that the client costs little. */
const flow = {
  download(socket: Socket, session: string) {
    socket.write(`GET /v1/download/${session}/0 HTTP/1.1\r\nHost: p\r\n\r\n`);
  },
  upload(socket: Socket, session: string, add: (sizeBytes: number) => void) {
    const body = randomFillSync(Buffer.allocUnsafeSlow(WRITE_BYTES));
    socket.write(`POST /v1/upload/${session}/0 HTTP/1.1\r\nHost: p\r\nContent-Length: ${1e13}\r\n\r\n`);
    const next = () => {
      if (socket.destroyed) return;
      socket.write(body, () => {
        add(WRITE_BYTES);
        setImmediate(next);
      });
    };
    next();
  },
};

const { child, port, folder } = await startPoint();
try {
  const figures: Figure[] = [];
  for (const connections of [1, 4]) {
    figures.push(await measure('download', connections, flow.download));
    figures.push(await measure('upload', connections, flow.upload));
  }
  process.stdout.write(`${JSON.stringify({ seconds, node: process.version, figures }, undefined, 1)}\n`);
} finally {
  child.kill('SIGTERM');
  await once(child, 'close');
  rmSync(folder, { recursive: true });
}

/** Opens a session, runs the flow on so many sockets for the time, and says what that cost the point. */
async function measure(
  what: string,
  connections: number,
  start: (socket: Socket, session: string, add: (sizeBytes: number) => void) => void,
): Promise<Figure> {
  const control = new WebSocket(`ws://127.0.0.1:${port}${CONTROL_PATH}`, CONTROL_SUBPROTOCOL);
  await once(control, 'open');
  const hello = { type: 'hello', protocol: 1, measurementId: uuidv7(), client: { kind: 'cli', version: 'bench' } };
  control.send(JSON.stringify(hello));
  const [welcome] = await once(control, 'message');
  const { session } = JSON.parse(String(welcome));
  let sizeBytes = 0;
  const sockets = Array.from({ length: connections }, () => {
    const onread = { buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback: onRead };
    function onRead(size: number): boolean {
      if (what === 'download') sizeBytes += size;
      return true;
    }
    const socket = connect({ port, host: '127.0.0.1', onread });
    socket.on('error', () => undefined);
    start(socket, session, (size) => {
      sizeBytes += size;
    });
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const echoes = watchEchoes(control);
  const [fromBytes, fromMs, fromS] = [sizeBytes, performance.now(), cpuSeconds()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const [movedBytes, spanMs, cpuS] = [sizeBytes - fromBytes, performance.now() - fromMs, cpuSeconds() - fromS];
  const worstEchoMs = echoes();
  for (const socket of sockets) socket.destroy();
  control.terminate();
  return {
    what,
    connections,
    mbps: Math.round((movedBytes * 8) / spanMs / 1000),
    pointCpuSPerGb: Math.round((cpuS / movedBytes) * 1e9 * 1000) / 1000,
    worstEchoMs: Math.round(worstEchoMs * 10) / 10,
  };
}

/** Pings each 20 ms until called; gives the longest round trip. */
function watchEchoes(control: WebSocket): () => number {
  const sentMs = new Map<number, number>();
  let worstMs = 0;
  let seq = 0;
  control.on('message', (data) => {
    const message = JSON.parse(String(data));
    const atMs = sentMs.get(message.seq);
    if (message.type === 'pong' && atMs !== undefined) worstMs = Math.max(worstMs, performance.now() - atMs);
    sentMs.delete(message.seq);
  });
  const timer = setInterval(() => {
    sentMs.set(++seq, performance.now());
    control.send(JSON.stringify({ type: 'ping', seq }));
  }, 20);
  return () => {
    clearInterval(timer);
    const nowMs = performance.now();
    return Math.max(worstMs, ...[...sentMs.values()].map((atMs) => nowMs - atMs));
  };
}

function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_S;
}

async function startPoint(): Promise<{ child: ChildProcess; port: number; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-bench-point-'));
  const env = {
    ...process.env,
    I_SPEED_POINT_ID: 'bench',
    I_SPEED_POINT_HOST: '127.0.0.1',
    I_SPEED_POINT_PORT: '0',
    I_SPEED_POINT_DATA: folder,
    I_SPEED_POINT_OPEN: 'true',
    I_SPEED_POINT_MAX_BYTES: '1000000000000',
    I_SPEED_POINT_LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, [mainPath], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  if (child.exitCode !== null) throw new Error('the point did not start');
  return { child, folder, port: Number(/port (\d+)/.exec(String(line))?.[1]) };
}
