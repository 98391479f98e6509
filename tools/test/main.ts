// `npm test [-- stage...]`: every check and every test; the last line says how many passed, failed and were skipped.
import { readdirSync } from 'node:fs';
import { rootPath } from '../verify/check.ts';
import { checks } from '../verify/checks.ts';
import { describeOutcome, runChecks } from '../verify/run-checks.ts';
import { runVitest, type Write } from './run-vitest.ts';
import { provideSystemPrograms } from './system-programs.ts';
import { addTallies, describeTally, emptyTally, type Tally } from './tally.ts';

/** `write` takes what the stage says; without it the stage writes to the terminal itself. */
type Stage = { name: string; run: (write?: Write) => Promise<Tally> };

/** Suites that judge no rate: they run two at a time after all others, the longest first. */
const SIDE_BY_SIDE = ['pages', 'portal', 'store', 'ingest', 'cluster', 'points'];

const wanted = process.argv.slice(2);
const stages = listStages();
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; there are: ${stages.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}

provideSystemPrograms();
const chosen = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const alone = chosen.filter(({ name }) => !SIDE_BY_SIDE.includes(name));
const paired = SIDE_BY_SIDE.flatMap((wantedName) => chosen.filter(({ name }) => name === wantedName));
let total = emptyTally;
for (const stage of alone) {
  console.log(`\n== ${stage.name}`);
  await runStage(stage);
}
const waiting = paired.values();
await Promise.all([runInTurn(waiting), runInTurn(waiting)]);
list('skipped', total.skippedNames);
list('passed only when run a second time', total.secondTryNames);
list('failed', total.faults);
console.log(`\n${describeTally(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runStage({ name, run }: Stage, write?: Write): Promise<void> {
  const startedMs = performance.now();
  const tally = await run(write);
  const told = `== ${name}: ${describeTally(tally)} in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`;
  if (write === undefined) console.log(told);
  else write(`${told}\n`);
  total = addTallies(total, tally);
}

/** Takes the next of the stages that wait until none does; each one's words appear together when it is over. */
async function runInTurn(waiting: Iterable<Stage>): Promise<void> {
  for (const stage of waiting) {
    const said = [`\n== ${stage.name}\n`];
    await runStage(stage, (text) => said.push(text));
    process.stdout.write(said.join(''));
  }
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Static checks first, then tests beside the sources, then the suites, the browser's last of those that run alone. */
function listStages(): Stage[] {
  const suites = readdirSync(`${rootPath}/suites`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((left, right) => Number(left === 'browser') - Number(right === 'browser') || (left < right ? -1 : 1));
  return [
    { name: 'verify', run: verify },
    ...['unit', ...suites].map((project) => ({ name: project, run: (write?: Write) => runVitest(project, write) })),
  ];
}

async function verify(): Promise<Tally> {
  const outcomes = await runChecks(checks, (outcome) => console.log(describeOutcome(outcome)));
  const faults = outcomes.filter((outcome) => !outcome.ok).map(describeOutcome);
  return { ...emptyTally, passed: outcomes.length - faults.length, failed: faults.length, faults };
}
