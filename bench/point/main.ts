// `npm run bench:point -- [--rounds N] [--clients N] [--ndt-server FILE] [--out FOLDER]`: a point against nginx, iperf3 and ndt-server, same machine, same run.
// It installs nothing; what is not there is skipped and named. Debian, Ubuntu: sudo apt-get install nginx-light iperf3 curl openssl
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../settings.ts';
import { crowdAt } from './crowd.ts';
import { medianOf } from './measure.ts';
import { type Compared, type Crowd, type Side, toMarkdown } from './report.ts';
import { type Certificate, startIperf, startNdtServer, startNginx, startPoint } from './servers.ts';
import {
  discard,
  download,
  file,
  iperfOf,
  type Named,
  ndt7Upload,
  SIZE_BYTES,
  stream,
  upload,
  uploadStream,
} from './sides.ts';

const { values } = readSettings('point', 'A point against nginx, iperf3 and ndt-server on the loopback.', {
  rounds: { type: 'string', default: '5', about: 'rounds by turns' },
  clients: { type: 'string', default: '1000', about: 'clients at their pace' },
  'ndt-server': { type: 'string', about: "path of M-Lab's server; skipped without it" },
  out: {
    type: 'string',
    default: fileURLToPath(new URL('../results/', import.meta.url)),
    about: 'folder of the result',
  },
});
const ROUNDS = Number(values.rounds);

const loadBefore = loadavg();
const skipped: string[] = [];
const compared: Compared[] = [];
const crowds: Crowd[] = [];
const folder = mkdtempSync(join(tmpdir(), 'i-speed-bench-'));
const body = join(folder, 'body');
writeFileSync(body, Buffer.alloc(SIZE_BYTES, 'i-speed'));
const certificate = makeCertificate(folder);
const nginx = await startNginx(folder, certificate);
const iperfServer = await startIperf();
const ndtServer = values['ndt-server'] === undefined ? undefined : await startNdtServer(values['ndt-server'], folder);
if (nginx === undefined) skip('nginx (apt-get install nginx-light)');
if (iperfServer === undefined) skip('iperf3 (apt-get install iperf3)');
if (ndtServer === undefined) skip('ndt-server (--ndt-server FILE)');
{
  await using plain = await startPoint(folder, undefined);
  await using secure = await startPoint(folder, certificate);
  for (const client of ['curl', 'light'] as const) {
    if (nginx === undefined) break;
    const by = client === 'curl' ? '' : ', light client';
    const { url, tlsUrl } = nginx;
    await compare(`download${by}`, 1.5, [() => download(plain, client), () => file(nginx, url, client)]);
    await compare(`download TLS${by}`, 1, [() => download(secure, client), () => file(nginx, tlsUrl, client)]);
    await compare(`upload${by}`, 1, [() => upload(plain, body, client), () => discard(nginx, url, body, client)]);
    if (client === 'light') continue;
    await compare('upload TLS', 1, [() => upload(secure, body), () => discard(nginx, tlsUrl, body)]);
    await compare('upload over WebSocket', undefined, [() => uploadStream(plain), () => discard(nginx, url, body)]);
    await compare('upload over WebSocket, TLS', undefined, [
      () => uploadStream(secure),
      () => discard(nginx, tlsUrl, body),
    ]);
  }
  const http = () => stream('our HTTP', plain, 'http');
  const webSocket = () => stream('WebSocket', plain, 'ws');
  await compare('WebSocket against our HTTP', 0.8, [webSocket, http]);
  if (ndtServer !== undefined) {
    await compare('ndt7 download', undefined, [webSocket, () => stream('ndt-server', ndtServer, 'ws')]);
    await compare('ndt7 upload', undefined, [
      () => ndt7Upload('point', plain),
      () => ndt7Upload('ndt-server', ndtServer),
    ]);
  }
  if (iperfServer !== undefined) {
    await compare('download against iperf3', undefined, [http, () => iperfOf(iperfServer, true)]);
    await compare('upload against iperf3', undefined, [() => upload(plain, body), () => iperfOf(iperfServer, false)]);
  }
}
for (const server of [nginx, iperfServer, ndtServer]) await server?.[Symbol.asyncDispose]();
for (const { workers, tls } of [{ workers: 1 }, { workers: 2 }, { workers: 1, tls: certificate }]) {
  await using point = await startPoint(folder, tls, workers);
  const crowd = await crowdAt(point, workers, Number(values.clients));
  crowds.push(crowd);
  save();
  console.log(crowd);
}
rmSync(folder, { recursive: true });

console.log(`\n${save()}`);

/** Keeps what there is so far, so that a run that is cut off leaves what it measured; gives the page. */
function save(): string {
  const at = new Date().toISOString();
  const result = {
    at,
    machine: {
      cpu: cpus()[0]?.model ?? '',
      cores: `${availableParallelism()} cores`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      kernel: `Linux ${release()}`,
      node: `Node ${process.version}`,
    },
    loadBefore,
    loadAfter: loadavg(),
    programs: { ...(nginx && { nginx: nginx.version }), ...(iperfServer && { iperf3: iperfServer.version }) },
    skipped,
    sizeBytes: SIZE_BYTES,
    rounds: ROUNDS,
    compared,
    crowds,
  };
  mkdirSync(values.out, { recursive: true });
  const path = join(values.out, `point-${at.slice(0, 10)}`);
  writeFileSync(`${path}.json`, `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(`${path}.md`, toMarkdown(result));
  return `${toMarkdown(result)}\nkept in ${path}.json and .md`;
}

/** Both sides by turns, so that what else the machine does falls on both. */
async function compare(
  name: string,
  aim: number | undefined,
  [ours, other]: [() => Promise<Named>, () => Promise<Named>],
) {
  const [left, right]: [Named[], Named[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    left.push(await ours());
    right.push(await other());
  }
  const [mine, theirs] = [sideOf(left), sideOf(right)];
  const ratio = mine.mbps / theirs.mbps;
  compared.push({ name, ours: mine, other: theirs, ratio, ...(aim !== undefined && { aim }) });
  save();
  console.log(
    `${name.padEnd(30)} ${mine.mbps.toFixed(0)} against ${theirs.mbps.toFixed(0)} Mbit/s: ${ratio.toFixed(2)}`,
  );
}

function sideOf(rounds: readonly Named[]): Side {
  const costOf = (name: 'serverCpuSPerGb' | 'clientCpuSPerGb') => {
    const costs = rounds.flatMap(({ [name]: cost }) => (cost === undefined ? [] : [cost]));
    return costs.length > 0 && { [name]: medianOf(costs) };
  };
  const mbps = medianOf(rounds.map((round) => round.mbps));
  return { who: rounds[0]?.who ?? '', mbps, ...costOf('serverCpuSPerGb'), ...costOf('clientCpuSPerGb') };
}

function skip(what: string): void {
  skipped.push(what);
  console.log(`skipped: ${what}`);
}

function makeCertificate(into: string): Certificate {
  const [cert, key] = [join(into, 'cert.pem'), join(into, 'key.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-subj', '/CN=localhost', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  return { cert, key };
}
