// `npm run verify [-- name...]`: every static check, in seconds; exit code 1 when one fails, 2 for an unknown name.
import { checks } from './checks.ts';
import { describeOutcome, runChecks } from './run-checks.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}; there are:`);
  for (const check of checks) console.error(`  ${check.name.padEnd(18)} ${check.about}`);
  process.exit(2);
}

const chosen = wanted.length === 0 ? checks : checks.filter((check) => wanted.includes(check.name));
const outcomes = await runChecks(chosen, (outcome) => console.log(describeOutcome(outcome)));
const failed = outcomes.filter((outcome) => !outcome.ok).length;
console.log(`${outcomes.length - failed} of ${outcomes.length} checks passed`);
process.exitCode = failed === 0 ? 0 : 1;
