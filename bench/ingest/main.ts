// `npm run bench:ingest`: how many measurements a second a hub takes in over HTTP, each with a signed receipt and on disk when answered.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { makeHubProcess } from '../../suites/ingest/hub-process.ts';
import { makeSubmission } from '../../suites/ingest/submit.ts';
import { readSettings } from '../settings.ts';
import { type Load, type LoadResult, runLoad } from './load.ts';

const SINGLES = 6_000;
const BATCHES = 100;
const BATCH = 500;

readSettings('ingest', 'How many measurements a second a hub takes in; kept in bench/results.', {});
await using hub = await makeHubProcess();
await hub.start();

const singles = async (count: number) => {
  const bodies: string[] = [];
  for (let i = 0; i < count; i += 1) bodies.push(JSON.stringify(await makeSubmission(hub.pointKey)));
  return bodies;
};
const batches: string[] = [];
for (let i = 0; i < BATCHES; i += 1) {
  const batch: unknown[] = [];
  for (let k = 0; k < BATCH; k += 1) batch.push(await makeSubmission(hub.pointKey));
  batches.push(JSON.stringify(batch));
}

const loads: Load[] = [
  { name: 'warm-up, not reported', bodies: await singles(500), perBody: 1, connections: 8, status: 201 },
  { name: 'one at a time', bodies: await singles(SINGLES / 10), perBody: 1, connections: 1, status: 201 },
  { name: 'single measurements', bodies: await singles(SINGLES), perBody: 1, connections: 16, status: 201 },
  { name: 'single measurements', bodies: await singles(SINGLES), perBody: 1, connections: 256, status: 201 },
  { name: 'single measurements', bodies: await singles(2 * SINGLES), perBody: 1, connections: 1_000, status: 201 },
  { name: 'batches of 500', bodies: batches, perBody: BATCH, connections: 4, status: 200 },
  { name: 'the same batches again', bodies: batches, perBody: BATCH, connections: 4, status: 200 },
];
const results: (LoadResult & { readonly processorMs: number })[] = [];
for (const load of loads) {
  const beforeMs = processorMs();
  const result = await runLoad(hub.url, load);
  results.push({ ...result, processorMs: (processorMs() - beforeMs) / result.measurements });
}
results.shift();

const machine = `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}. Load of the machine at the end: ${(loadavg()[0] ?? 0).toFixed(1)}.`;
const text = `# Measurements taken in

${machine}

The hub is one process with ClickHouse and PostgreSQL in it; the sender runs on the same cores. Every measurement goes all the way: schema,
receipt (Ed25519), network, area, validity, counting, group commit to disk, then the answer. Each has its own id and device.

| what | connections | measurements | a second | hub's processor time for each | answer, median | answer, p99 |
|---|--:|--:|--:|--:|--:|--:|
${results.map(row).join('\n')}

Memory of the hub at the end: ${memoryMb()} MB.
`;
process.stdout.write(text);
mkdirSync('bench/results', { recursive: true });
const path = `bench/results/ingest-${new Date().toISOString().slice(0, 10)}`;
writeFileSync(`${path}.md`, text);
writeFileSync(`${path}.json`, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
await hub.stop();

function row({
  name,
  connections,
  measurements,
  perSecond,
  processorMs,
  medianMs,
  p99Ms,
}: (typeof results)[number]): string {
  return `| ${name} | ${connections} | ${count(measurements)} | ${count(perSecond)} | ${processorMs.toFixed(2)} ms | ${medianMs.toFixed(1)} ms | ${p99Ms.toFixed(1)} ms |`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Resident memory of the hub's process, from the kernel. */
function memoryMb(): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib) / 1024);
}

/** Processor time of the hub's process so far on all cores, from the kernel, which counts hundredths of a second. */
function processorMs(): number {
  const [user = 0, system = 0] = readFileSync(`/proc/${hub.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}
