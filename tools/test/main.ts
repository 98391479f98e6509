// `npm test [-- stage...]`: every check and every test; the last line says how many passed, failed and were skipped.
import { readdirSync } from 'node:fs';
import { rootPath } from '../verify/check.ts';
import { checks } from '../verify/checks.ts';
import { describeOutcome, runChecks } from '../verify/run-checks.ts';
import { runVitest } from './run-vitest.ts';
import { provideSystemPrograms } from './system-programs.ts';
import { addTallies, describeTally, emptyTally, type Tally } from './tally.ts';

type Stage = { name: string; run: () => Promise<Tally> };

const wanted = process.argv.slice(2);
const stages = listStages();
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; there are: ${stages.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}

provideSystemPrograms();
let total = emptyTally;
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const startedMs = performance.now();
  console.log(`\n== ${stage.name}`);
  const tally = await stage.run();
  console.log(`== ${stage.name}: ${describeTally(tally)} in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  total = addTallies(total, tally);
}
list('skipped', total.skippedNames);
list('passed only when run a second time', total.secondTryNames);
list('failed', total.faults);
console.log(`\n${describeTally(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Static checks first, then tests beside the sources, then the suites, one after another, the browser's last. */
function listStages(): Stage[] {
  const suites = readdirSync(`${rootPath}/suites`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((left, right) => Number(left === 'browser') - Number(right === 'browser') || (left < right ? -1 : 1));
  return [
    { name: 'verify', run: verify },
    ...['unit', ...suites].map((project) => ({ name: project, run: () => runVitest(project) })),
  ];
}

async function verify(): Promise<Tally> {
  const outcomes = await runChecks(checks, (outcome) => console.log(describeOutcome(outcome)));
  const faults = outcomes.filter((outcome) => !outcome.ok).map(describeOutcome);
  return { ...emptyTally, passed: outcomes.length - faults.length, failed: faults.length, faults };
}
