// `node bench/engine/main.ts [--runs N] [--profile P] [--shape S] [--out FILE] [GROUP or SCENARIO ...]`: accuracy on known links.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { parseArgs } from 'node:util';
import { linkLabUnavailable, type Scenario, scenarios } from '../../testbed/src/link/index.ts';
import { type LabDirection, type LabRun, measureScenario } from './measure-over-link.ts';

type Row = { scenario: string; run: number; seconds: number; lateMs: number } & Partial<
  Record<string, number | string | boolean>
>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    profile: { type: 'string', default: 'standard' },
    shape: { type: 'string', default: 'pulses' },
    out: { type: 'string' },
  },
});
const obstacle = linkLabUnavailable();
if (obstacle) {
  process.stderr.write(`${obstacle}\n`);
  process.exit(1);
}
const wanted = scenarios.filter(isWanted);
const rows: Row[] = [];
for (const scenario of wanted) {
  let run = 0;
  const lab = { profile: values.profile, shape: values.shape, repeat: Number(values.runs) };
  try {
    for await (const done of measureScenario(scenario, lab)) {
      const row = rowOf(scenario, run, done);
      run += 1;
      rows.push(row);
      print(row);
    }
  } catch (error) {
    process.stderr.write(`${scenario.name}: ${error}\n`);
  }
}
printSummary();
if (values.out !== undefined)
  writeFileSync(values.out, `${JSON.stringify({ ...machine(), ...values, rows }, undefined, 1)}\n`);

function isWanted(scenario: Scenario): boolean {
  if (positionals.length === 0) return scenario.group === 'steady' || scenario.group === 'lossy';
  return positionals.includes(scenario.group) || positionals.includes(scenario.name);
}

function rowOf(scenario: Scenario, run: number, { result, claims, download, upload, emulatorLateMs }: LabRun): Row {
  const row: Row = { scenario: scenario.name, run, seconds: result.durationMs / 1000, lateMs: emulatorLateMs };
  const add = (
    side: 'd' | 'u',
    direction: LabDirection | undefined,
    measured = result.download,
    seen = claims?.download,
  ) => {
    if (direction === undefined || measured === undefined) return;
    row[`${side}Truth`] = direction.truthMbps;
    row[`${side}Rate`] = measured.rateMbps;
    row[`${side}Error`] = direction.errorRatio;
    row[`${side}Data`] = direction.dataRatio;
    row[`${side}Stop`] = measured.stop;
    row[`${side}Pulses`] = measured.pulses.length;
    if (measured.limitedBy !== undefined) row[`${side}Limit`] = measured.limitedBy;
    if (direction.isHeld !== undefined) row[`${side}Held`] = direction.isHeld;
    if (direction.loadedErrorRatio !== undefined) row[`${side}LoadedError`] = direction.loadedErrorRatio;
    if (seen?.rateMbps !== undefined) row[`${side}Receipt`] = measured.rateMbps / seen.rateMbps - 1;
  };
  add('d', download);
  add('u', upload, result.upload, claims?.upload);
  const idleMs = result.latency?.idle?.medianMs;
  if (idleMs !== undefined) row.idleErrorMs = idleMs - scenario.idleRttMs;
  row.failures = result.failures.map((failure) => failure.code).join(' ');
  return row;
}

function print(row: Row): void {
  const percent = (value: unknown) => (typeof value === 'number' ? `${(100 * value).toFixed(1)}%` : '-').padStart(7);
  const side = (key: 'd' | 'u') =>
    `${key === 'd' ? 'down' : 'up'} ${percent(row[`${key}Error`])} data ${percent(row[`${key}Data`])} receipt ${percent(row[`${key}Receipt`])} loaded ${percent(row[`${key}LoadedError`])} ${row[`${key}Stop`] ?? '-'}/${row[`${key}Limit`] ?? '-'}/${row[`${key}Pulses`] ?? 0}`;
  process.stdout.write(
    `${row.scenario.padEnd(18)} ${row.seconds.toFixed(1)} s late ${row.lateMs.toFixed(0)} | ${side('d')} | ${side('u')} ${row.failures}\n`,
  );
}

function printSummary(): void {
  const errors = rows.flatMap((row) => [row.dError, row.uError]).filter((error) => typeof error === 'number');
  const data = rows.flatMap((row) => [row.dData, row.uData]).filter((ratio) => typeof ratio === 'number');
  const held = rows.flatMap((row) => [row.dHeld, row.uHeld]).filter((is) => typeof is === 'boolean');
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const at = (list: number[], share: number) => list[Math.floor((list.length - 1) * share)] ?? Number.NaN;
  const dataSorted = data.sort((a, b) => a - b);
  process.stdout.write(
    `${rows.length} runs; |error| median ${(100 * at(sorted, 0.5)).toFixed(2)} %, 95 % ${(100 * at(sorted, 0.95)).toFixed(1)} %, worst ${(100 * at(sorted, 1)).toFixed(1)} %; ` +
      `data median ${(100 * at(dataSorted, 0.5)).toFixed(0)} %, worst ${(100 * at(dataSorted, 1)).toFixed(0)} % of ten seconds; interval held ${held.filter(Boolean).length} of ${held.length}\n`,
  );
}

function machine() {
  const commit = execFileSync('git', ['rev-parse', 'HEAD']).toString().trim();
  const dirty = execFileSync('git', [
    'status',
    '--porcelain',
    'packages/engine',
    'packages/point',
    'testbed',
    'bench/engine',
  ]).toString();
  return {
    at: new Date().toISOString(),
    commit,
    isCommitted: dirty === '',
    cpus: cpus().length,
    cpuModel: cpus()[0]?.model,
    kernel: release(),
    node: process.version,
    loadAverage: loadavg(),
  };
}
