// `npm run bench:query -- [--rows N] [--from N] [--months N] [--folder F] [--keep] [--out FILE]`: how fast questions are answered over a whole country's years.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWarehouse, type Warehouse } from '../../packages/warehouse/src/index.ts';
import { appendWhileAsked } from './append.ts';
import { type Engine, openEngine } from './engine.ts';
import { insertMonth, rowsOfMonth } from './generate.ts';
import { askPostgres } from './postgres.ts';
import { type Asked, questions } from './questions.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000000' },
    from: { type: 'string', default: '0' },
    months: { type: 'string', default: '60' },
    folder: { type: 'string' },
    keep: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const WARM_RUNS = 5;
const country = {
  rows: Number(values.rows),
  firstMonth: '2021-11-01',
  months: 60,
  devices: Math.max(20_000, Number(values.rows) / 50),
};
/** Of the country's 60 months those from `skipped` to before `filled` are made. */
const skipped = Number(values.from);
const filled = Number(values.months);
const total = Array.from({ length: filled - skipped }, (_, i) => rowsOfMonth(country, skipped + i)).reduce(
  (a, b) => a + b,
  0,
);
const LAST = new Date(Date.UTC(2021, 10 + filled - 1, 15)).toISOString().slice(0, 7);
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'i-speed-bench-query-'));
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  console.log(line);
};

let warehouse = await openWarehouse({ path: folder });
const engine = openEngine(folder);
await generate(engine);
const asked = questions(LAST, filled - skipped);
const raw = new Map<string, number>();
if (await isUnbuilt(engine))
  for (const { name, ask, isAskedRaw } of asked) if (isAskedRaw) raw.set(name, await timed(() => ask(warehouse)));
const buildMs = await timed(() => warehouse.refresh({ timeZone: 'Asia/Ho_Chi_Minh', settleMs: 0 }));

say(`# Questions over ${total.toLocaleString('en')} measurements\n`);
say(
  `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; ClickHouse in the process. Load of the machine at the start: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
);
say(
  `${filled - skipped} months to ${LAST} of a country of ${country.rows.toLocaleString('en')} in 60, ${country.devices.toLocaleString('en')} devices, 3,321 communes, 70 operators. Building all values took ${seconds(buildMs)} in this run.\n`,
);
say(
  'Milliseconds. First: asked for the first time. Then: the same question again. Raw: of measurements, before anything is built, once.\n',
);
say('| question | first | warm median | warm p95 | raw |\n|---|---|---|---|---|');
for (const one of asked) say(await row(warehouse, one));
warehouse = await again(warehouse);
const reopened = asked[1];
if (reopened)
  say(
    `\nAfter closing and opening again: "${reopened.name}" in ${Math.round(await timed(() => reopened.ask(warehouse)))} ms.`,
  );
const postgres = await askPostgres(engine, LAST);
say(
  `\nPostgreSQL ${postgres.version} with ${postgres.rows.toLocaleString('en')} rows of the last month: ${postgres.text}`,
);
say(`\n${await appendWhileAsked(warehouse, asked)}`);
say('\n| table | rows | bytes on disk | bytes a measurement |\n|---|---|---|---|');
for (const part of await engine.rows<{ table: string; n: string; size: string }>(
  'SELECT table, toString(sum(rows)) AS n, toString(sum(bytes_on_disk)) AS size FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table HAVING sum(rows) > 1000 ORDER BY sum(bytes_on_disk) DESC',
))
  say(`| ${part.table} | ${part.n} | ${part.size} | ${(Number(part.size) / total).toFixed(1)} |`);
say(
  `\nMemory of the process at the end: ${Math.round(process.memoryUsage().rss / 1e6)} MB, at most ${Math.round(process.resourceUsage().maxRSS / 1e3)} MB.`,
);
await warehouse.close();
if (values.out) writeFileSync(values.out, `${lines.join('\n')}\n`);
if (!values.keep && values.folder === undefined) rmSync(folder, { recursive: true });
process.exit(0);

/** Months that are not there yet. */
async function generate(target: Engine): Promise<void> {
  const there = new Set(
    (
      await target.rows<{ month: string }>(
        "SELECT DISTINCT partition AS month FROM system.parts WHERE active AND table = 'measurements' AND rows > 1000",
      )
    ).map(({ month }) => month),
  );
  let first = 0;
  for (let month = 0; month < filled; month++) {
    const name = new Date(Date.UTC(2021, 10 + month, 15)).toISOString().slice(0, 7).replace('-', '');
    if (month >= skipped && !there.has(name)) await target.command(insertMonth(country, month, first));
    first += rowsOfMonth(country, month);
  }
}

async function isUnbuilt(target: Engine): Promise<boolean> {
  const [counted] = await target.rows<{ n: string }>('SELECT toString(count()) AS n FROM builds');
  return counted?.n === '0';
}

async function again(open: Warehouse): Promise<Warehouse> {
  await open.close();
  return openWarehouse({ path: folder });
}

async function row(open: Warehouse, { name, ask }: Asked): Promise<string> {
  const first = await timed(() => ask(open));
  const warm: number[] = [];
  for (let i = 0; i < WARM_RUNS; i++) warm.push(await timed(() => ask(open)));
  warm.sort((a, b) => a - b);
  const rawMs = raw.get(name);
  const told = [first, warm[Math.floor(WARM_RUNS / 2)] ?? 0, warm.at(-1) ?? 0].map((ms) => Math.round(ms));
  return `| ${name} | ${told.join(' | ')} | ${rawMs === undefined ? '-' : Math.round(rawMs)} |`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
