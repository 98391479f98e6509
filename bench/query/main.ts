// `npm run bench:query -- [--rows N] [--months N] [--step generate|build|prepare|ask] [--folder F] [--minutes N, of preparing] [--keep] [--out FILE-WITHOUT-ENDING]`: how fast questions are answered over years.
// Without --step all four are done. Steps on a --folder are for machines that others use too: generate and build go on where they ended.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { openWarehouse, type Warehouse } from '../../packages/warehouse/src/index.ts';
import { readSettings } from '../settings.ts';
import { appendWhileAsked } from './append.ts';
import { tellColumns } from './columns.ts';
import { type Engine, openEngine } from './engine.ts';
import { insertMonth, rowsOfMonth } from './generate.ts';
import { askPostgres } from './postgres.ts';
import { type Asked, everyRequest, questions } from './questions.ts';

const { values } = readSettings('query', 'How fast questions are answered over years of measurements.', {
  rows: { type: 'string', default: '100000000', about: 'measurements' },
  months: { type: 'string', default: '60', about: 'months they lie in' },
  step: { type: 'string', about: 'generate, build, prepare or ask; all four when left out' },
  folder: { type: 'string', about: 'where the store lies between the steps' },
  minutes: { type: 'string', about: 'how long to prepare answers' },
  keep: { type: 'boolean', default: false, about: 'leaves the store in its folder' },
  out: { type: 'string', about: 'file of the result, without its ending' },
});
const WARM_RUNS = 20;
/** A question that takes long is not asked so often. */
const WARM_MS = 10_000;
const country = {
  rows: Number(values.rows),
  firstMonth: '2021-11-01',
  months: 60,
  devices: Math.max(20_000, Number(values.rows) / 50),
};
/** The country's first so many months are made: all 60 in the end. */
const filled = Number(values.months);
const total = Array.from({ length: filled }, (_, i) => rowsOfMonth(country, i)).reduce((a, b) => a + b, 0);
const LAST = new Date(Date.UTC(2021, 10 + filled - 1, 15)).toISOString().slice(0, 7);
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'i-speed-bench-query-'));
type Notes = {
  generateMs: number;
  buildMs: number;
  prepareMs: number;
  prepared: number;
  rawMs: Record<string, number>;
};
type Answered = {
  name: string;
  firstMs: number;
  firstCpuMs: number;
  warmMedianMs: number;
  warmP95Ms: number;
  /** First time ever, where what is expected was prepared. */
  preparedMs: number;
  rawMs?: number;
};
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  console.log(line);
};

let warehouse = await openWarehouse({ path: folder });
const engine = openEngine(folder);
// Years of rows come in minutes, without what runs out in those years: there is nothing to forget, and no looking for it beside the questions.
await engine.command('SYSTEM STOP TTL MERGES measurements');
const asked = questions(LAST, filled);
/** What earlier steps took, kept beside the data. */
const noted: Notes = {
  generateMs: 0,
  buildMs: 0,
  prepareMs: 0,
  prepared: 0,
  rawMs: {},
  ...(existsSync(join(folder, 'bench.json')) && JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8'))),
};
if (isWanted('generate')) noted.generateMs += await timed(() => generate(engine));
if (isWanted('build')) {
  if (!(await isBuilt(engine)))
    for (const { name, ask, isAskedRaw } of asked)
      if (isAskedRaw) noted.rawMs[name] = await timed(() => ask(warehouse));
  noted.buildMs += await timed(() => warehouse.refresh({ timeZone: 'Asia/Ho_Chi_Minh', settleMs: 0 }));
}
// What was asked before anything was built is not to be looked up now.
if (isWanted('prepare')) {
  await engine.command('TRUNCATE TABLE kept_answers');
  const budgetMs = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes) * 60_000;
  noted.prepareMs = await timed(async () => {
    noted.prepared = await warehouse.prepare({ ...everyRequest, quantities: ['download'], budgetMs });
  });
}
writeFileSync(join(folder, 'bench.json'), JSON.stringify(noted));
if (!isWanted('ask')) {
  console.log(noted);
  await warehouse.close();
  process.exit(0);
}

// Years that came in minutes are still being rewritten: what is measured is the asking, on the parts as they lie.
for (const table of ['measurements', 'device_weeks']) await engine.command(`SYSTEM STOP MERGES ${table}`);
say(`# Questions over ${total.toLocaleString('en')} measurements\n`);
say(
  `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}; ClickHouse in the process. Load of the machine at the start: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
);
say(
  `${filled} months to ${LAST}, ${country.devices.toLocaleString('en')} devices, 3,321 communes, 70 operators. Making the rows took ${seconds(noted.generateMs)}, building all values ${seconds(noted.buildMs)}, preparing ${noted.prepared.toLocaleString('en')} answers of one quantity out of ten ${seconds(noted.prepareMs)}.\n`,
);
say(
  `Milliseconds. First: asked for the first time ever with nothing prepared; processor: what that took on all cores together. Then the same question up to ${WARM_RUNS} times. Prepared: asked for the first time where the expected answers are ready. Raw: of measurements, before anything is built, once.\n`,
);
say('| question | first | processor | warm median | warm p95 | prepared | raw |\n|---|---|---|---|---|---|---|');
const asides = await unprepared(engine, async () => {
  const told: Omit<Answered, 'preparedMs'>[] = [];
  for (const one of asked) told.push(await answer(warehouse, one));
  return told;
});
const answered: Answered[] = [];
for (const [i, { ask }] of asked.entries()) {
  const aside = asides[i];
  if (aside === undefined) continue;
  const told = { ...aside, preparedMs: await timed(() => ask(warehouse)) };
  answered.push(told);
  const figures = [told.firstMs, told.firstCpuMs, told.warmMedianMs, told.warmP95Ms, told.preparedMs, told.rawMs];
  say(`| ${told.name} | ${figures.map((ms) => (ms === undefined ? '-' : Math.round(ms))).join(' | ')} |`);
}
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
await engine.command('SYSTEM START MERGES measurements');
say(`\n${await appendWhileAsked(warehouse, asked)}`);
say('\n| table | rows | bytes on disk | bytes a measurement |\n|---|---|---|---|');
const tables = await engine.rows<{ table: string; n: string; size: string }>(
  'SELECT table, toString(sum(rows)) AS n, toString(sum(bytes_on_disk)) AS size FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table HAVING sum(rows) > 1000 ORDER BY sum(bytes_on_disk) DESC',
);
for (const part of tables)
  say(`| ${part.table} | ${part.n} | ${part.size} | ${(Number(part.size) / total).toFixed(1)} |`);
const wholeBytes = tables.reduce((sum, { size }) => sum + Number(size), 0);
say(
  `\nTogether ${(wholeBytes / total).toFixed(1)} bytes a measurement, without what a real measurement keeps in details.`,
);
for (const line of await tellColumns(engine, ['measurements', 'device_weeks'])) say(`\n${line}`);
say(
  `\nMemory of the process at the end: ${Math.round(process.memoryUsage().rss / 1e6)} MB, at most ${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB.`,
);
await warehouse.close();
if (values.out) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, kernel: release(), node: process.version };
  const result = { at: new Date().toISOString(), machine, total, months: filled, ...noted, answered, postgres, tables };
  writeFileSync(`${values.out}.md`, `${lines.join('\n')}\n`);
  writeFileSync(`${values.out}.json`, `${JSON.stringify(result, null, 2)}\n`);
}
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
    if (!there.has(name)) await target.command(insertMonth(country, month, first));
    first += rowsOfMonth(country, month);
  }
}

/** Does the work as if no answer had ever been kept; those that are kept come back after it, or before the next one where it breaks off. */
async function unprepared<T>(target: Engine, work: () => Promise<T>): Promise<T> {
  await bringBack(target);
  await target.command('CREATE TABLE prepared_answers AS kept_answers');
  await target.command('INSERT INTO prepared_answers SELECT * FROM kept_answers');
  await target.command('TRUNCATE TABLE kept_answers');
  try {
    return await work();
  } finally {
    await bringBack(target);
  }
}

async function bringBack(target: Engine): Promise<void> {
  const aside = "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'prepared_answers'";
  if ((await target.rows(aside)).length === 0) return;
  await target.command('TRUNCATE TABLE kept_answers');
  await target.command('INSERT INTO kept_answers SELECT * FROM prepared_answers');
  await target.command('DROP TABLE prepared_answers');
}

/** Are there values of the last month? */
async function isBuilt(target: Engine): Promise<boolean> {
  const [counted] = await target.rows<{ n: string }>(
    `SELECT toString(count()) AS n FROM builds WHERE month = '${LAST}-01'`,
  );
  return counted?.n !== '0';
}

function isWanted(step: 'generate' | 'build' | 'prepare' | 'ask'): boolean {
  return values.step === undefined || values.step === step;
}

async function again(open: Warehouse): Promise<Warehouse> {
  await open.close();
  return openWarehouse({ path: folder });
}

/** Asks once and then again and again; the raw time is that of the step before anything was built. */
async function answer(open: Warehouse, { name, ask }: Asked): Promise<Omit<Answered, 'preparedMs'>> {
  const before = process.cpuUsage();
  const firstMs = await timed(() => ask(open));
  const { user, system } = process.cpuUsage(before);
  const warm: number[] = [];
  const untilMs = performance.now() + WARM_MS;
  while (warm.length < WARM_RUNS && (warm.length < 3 || performance.now() < untilMs))
    warm.push(await timed(() => ask(open)));
  warm.sort((a, b) => a - b);
  const at = (share: number) => warm[Math.ceil(warm.length * share) - 1] ?? 0;
  const rawMs = noted.rawMs[name];
  return {
    name,
    firstMs,
    firstCpuMs: (user + system) / 1000,
    warmMedianMs: at(0.5),
    warmP95Ms: at(0.95),
    ...(rawMs !== undefined && { rawMs }),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
