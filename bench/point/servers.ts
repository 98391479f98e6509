// The servers of the bench, each one process: a point with nothing beside it, nginx with sendfile, iperf3 and M-Lab's ndt-server.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '@i-speed/testbed';

export type Certificate = { cert: string; key: string };
export type Served = AsyncDisposable & { url: string; port: number; pid: number };
export type ServedTwice = Served & { tlsUrl: string; version: string };

const pointMain = fileURLToPath(new URL('main.ts', import.meta.resolve('@i-speed/point')));
const READY_MS = 15_000;

/** An open point on the loopback, without hub; one process unless `workers` says otherwise. */
export async function startPoint(folder: string, tls: Certificate | undefined, workers = 1): Promise<Served> {
  const [port = 0] = await findFreePorts(1);
  const child = spawn(process.execPath, [pointMain], {
    stdio: 'ignore',
    env: {
      ...process.env,
      I_SPEED_POINT_ID: 'bench',
      I_SPEED_POINT_HOST: '127.0.0.1',
      I_SPEED_POINT_PORT: String(port),
      I_SPEED_POINT_DATA: join(folder, `point-${port}`),
      I_SPEED_POINT_OPEN: 'true',
      I_SPEED_POINT_MAX_BYTES: '1000000000000',
      I_SPEED_POINT_MAX_DURATION_MS: '600000',
      I_SPEED_POINT_MAX_SESSIONS: '2000',
      I_SPEED_POINT_SESSIONS_PER_MINUTE: '100000',
      I_SPEED_POINT_LOG_LEVEL: 'error',
      I_SPEED_POINT_DRAIN_MS: '0',
      ...(workers > 1 && { I_SPEED_POINT_WORKERS: String(workers) }),
      ...(tls && { I_SPEED_POINT_TLS_CERT: tls.cert, I_SPEED_POINT_TLS_KEY: tls.key }),
    },
  });
  return ready(child, port, `${tls ? 'https' : 'http'}://127.0.0.1:${port}`);
}

/** nginx with one worker; `/body` is a file by sendfile, `/discard` takes any body. Absent where there is no nginx. */
export async function startNginx(folder: string, { cert, key }: Certificate): Promise<ServedTwice | undefined> {
  const asked = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  if (asked.error) return undefined;
  const [port = 0, tlsPort = 0] = await findFreePorts(2);
  mkdirSync(join(folder, 'nginx'));
  const settings = join(folder, 'nginx.conf');
  writeFileSync(
    settings,
    `daemon off; worker_processes 1; pid ${folder}/nginx/pid; error_log ${folder}/nginx/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; client_max_body_size 0; client_body_temp_path ${folder}/nginx/body;
  proxy_temp_path ${folder}/nginx/proxy; fastcgi_temp_path ${folder}/nginx/f; uwsgi_temp_path ${folder}/nginx/u; scgi_temp_path ${folder}/nginx/s;
  server { listen 127.0.0.1:${port}; listen 127.0.0.1:${tlsPort} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};
    root ${folder}; location = /discard { return 200; } } }
`,
  );
  const child = spawn('nginx', ['-c', settings, '-p', folder], { stdio: 'ignore' });
  const served = await ready(child, port, `http://127.0.0.1:${port}`);
  return { ...served, tlsUrl: `https://127.0.0.1:${tlsPort}`, version: asked.stderr.trim() };
}

/** iperf3's server; absent where there is no iperf3. */
export async function startIperf(): Promise<(Served & { version: string }) | undefined> {
  const asked = spawnSync('iperf3', ['--version'], { encoding: 'utf8' });
  if (asked.error) return undefined;
  const [port = 0] = await findFreePorts(1);
  const child = spawn('iperf3', ['-s', '-B', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  return { ...(await ready(child, port, `tcp://127.0.0.1:${port}`)), version: asked.stdout.split('\n')[0] ?? '' };
}

/** M-Lab's ndt-server without TLS, from its binary; nothing of it listens beyond the loopback. */
export async function startNdtServer(binary: string, folder: string): Promise<Served> {
  const ports = await findFreePorts(7);
  const [port = 0, ...others] = ports;
  const names = [
    'ndt7_addr',
    'ndt5_addr',
    'ndt5_ws_addr',
    'ndt5_wss_addr',
    'health_addr',
    'prometheusx.listen-address',
  ];
  const args = names.map((name, i) => `-${name}=127.0.0.1:${others[i]}`);
  const child = spawn(binary, [`-ndt7_addr_cleartext=127.0.0.1:${port}`, ...args, `-datadir=${folder}/ndt`], {
    stdio: 'ignore',
  });
  // After SIGTERM it waits for a second one.
  return ready(child, port, `http://127.0.0.1:${port}`, 'SIGKILL');
}

/** Waits until something listens there; disposing ends the process. */
async function ready(child: ChildProcess, port: number, url: string, end: NodeJS.Signals = 'SIGTERM'): Promise<Served> {
  const ended = once(child, 'close');
  const untilMs = performance.now() + READY_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || performance.now() > untilMs) throw new Error(`nothing listens at ${url}`);
    await delay(50);
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill(end);
      await ended;
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const [name] = await Promise.race([
    once(socket, 'connect').then(() => ['connect']),
    once(socket, 'close').then(() => ['close']),
  ]).catch(() => ['error']);
  socket.destroy();
  return name === 'connect';
}
