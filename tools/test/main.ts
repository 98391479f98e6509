// `npm test [-- stage...]`: every check and every test; the last line says how many passed, failed and were skipped.
import { readdirSync } from 'node:fs';
import { rootPath } from '../verify/check.ts';
import { checks } from '../verify/checks.ts';
import { describeOutcome, runChecks } from '../verify/run-checks.ts';
import { runVitest, type Way } from './run-vitest.ts';
import { provideSystemPrograms } from './system-programs.ts';
import { addTallies, describeTally, emptyTally, type Tally } from './tally.ts';
import { yieldingCommand } from './yielding.ts';

type Stage = { name: string; run: (way: Way) => Promise<Tally> };

/** Each uses the whole machine by itself. */
const FIRST = ['verify', 'unit'];

/** Suites that judge no rate, the longest first: two of them run beside those that do, and yield to them. */
const YIELDING = ['pages', 'portal', 'store', 'ingest', 'cluster', 'points'];

const wanted = process.argv.slice(2);
const stages = listStages();
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; there are: ${stages.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}

provideSystemPrograms();
const chosen = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const first = chosen.filter(({ name }) => FIRST.includes(name));
const timed = chosen.filter(({ name }) => !FIRST.includes(name) && !YIELDING.includes(name));
const yielding = YIELDING.flatMap((wantedName) => chosen.filter(({ name }) => name === wantedName));
const areBeside = yielding.length > 0 && yieldingCommand('', []) !== undefined;
let total = emptyTally;
for (const stage of areBeside ? first : [...first, ...timed]) {
  console.log(`\n== ${stage.name}`);
  await runStage(stage, {});
}
const waiting = yielding.values();
await Promise.all([
  ...(areBeside ? [runInTurn(timed, false)] : []),
  runInTurn(waiting, true),
  runInTurn(waiting, true),
]);
list('skipped', total.skippedNames);
list('passed only when run a second time', total.secondTryNames);
list('failed', total.faults);
console.log(`\n${describeTally(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runStage({ name, run }: Stage, way: Way): Promise<void> {
  const startedMs = performance.now();
  const tally = await run(way);
  const told = `== ${name}: ${describeTally(tally)} in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`;
  if (way.write === undefined) console.log(told);
  else way.write(`${told}\n`);
  total = addTallies(total, tally);
}

/** Takes the next of the stages that wait until none does; each one's words appear together when it is over. */
async function runInTurn(waiting: Iterable<Stage>, isYielding: boolean): Promise<void> {
  for (const stage of waiting) {
    console.log(`-- ${stage.name} has begun`);
    const said = [`\n== ${stage.name}\n`];
    await runStage(stage, { isYielding, write: (text) => said.push(text) });
    process.stdout.write(said.join(''));
  }
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Static checks first, then tests beside the sources, then the suites, the browser's last of those that judge a rate. */
function listStages(): Stage[] {
  const suites = readdirSync(`${rootPath}/suites`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((left, right) => Number(left === 'browser') - Number(right === 'browser') || (left < right ? -1 : 1));
  return [
    { name: 'verify', run: verify },
    ...['unit', ...suites].map((project) => ({ name: project, run: (way: Way) => runVitest(project, way) })),
  ];
}

async function verify(): Promise<Tally> {
  const outcomes = await runChecks(checks, (outcome) => console.log(describeOutcome(outcome)));
  const faults = outcomes.filter((outcome) => !outcome.ok).map(describeOutcome);
  return { ...emptyTally, passed: outcomes.length - faults.length, failed: faults.length, faults };
}
