// `npm run bench:accuracy [-- --runs N --profile P --shape S --compare NAMES --clients NAMES --out NAME --from-s SECONDS] [GROUP or SCENARIO ...]`:
// the engine on known links, then every browser client beside it on some of them; raw runs and a table go to bench/results/ after
// each link, so that a run that is cut short leaves what it had. In full it takes about half an hour on two idle cores.
// With `--drawn N [--seed S]` the links are N that the seed draws, in place of the table's; `--compare drawn` compares on all of them.
import {
  beginLater,
  drawScenarios,
  hasOtherBrowser,
  linkLabUnavailable,
  type Scenario,
  scenarioNamed,
  scenarios,
} from '../../testbed/src/index.ts';
import { readSettings } from '../settings.ts';
import { type Compared, compareClients } from './compare-clients.ts';
import { measureScenario } from './measure-over-link.ts';
import { clientNames, otherBrowserOf } from './peer.ts';
import { comparedLine, comparedSummary, engineLine, engineSummary } from './report.ts';
import { type EngineRow, rowOf } from './row.ts';
import { storeResults } from './store-results.ts';

/** Links that stand for the others: plain, lopsided, fast, far, lossy, bloated, policed. */
const COMPARED = ['four-g', 'cable', 'fibre-100', 'fibre-300', 'far-100', 'loss-1', 'bloated-fast', 'policed-5'];

const { values, positionals } = readSettings(
  'accuracy',
  'The engine on links of known truth, and browser clients beside it; kept in bench/results.',
  {
    runs: { type: 'string', default: '3', about: 'runs of the engine on each link' },
    profile: { type: 'string', default: 'standard', about: 'standard, light or auto' },
    shape: { type: 'string', default: 'pulses', about: 'pulses or flood' },
    compare: { type: 'string', about: 'links for the browser clients, by commas; "drawn" for all that the seed draws' },
    clients: { type: 'string', default: clientNames.join(','), about: 'which browser clients' },
    out: { type: 'string', default: 'accuracy', about: 'name of the result' },
    drawn: { type: 'string', about: 'so many links drawn by the seed, in place of the table' },
    seed: { type: 'string', default: '1', about: 'seed of the drawn links' },
    'from-s': { type: 'string', default: '0', about: 'seconds into the traces of links that move' },
  },
  'groups or names of links; steady, lossy and policed when left out',
);
const drawn = values.drawn === undefined ? undefined : drawScenarios(Number(values.seed), Number(values.drawn));
const obstacle = linkLabUnavailable();
if (obstacle) {
  process.stderr.write(`${obstacle}\n`);
  process.exit(1);
}
const hasLibrespeed = (process.env.LIBRESPEED_DIR ?? '') !== '';
if (!hasLibrespeed)
  say('LibreSpeed is skipped: LIBRESPEED_DIR names no folder with its speedtest.js and speedtest_worker.js.');
const clients = clientNames
  .filter((name) => values.clients.split(',').includes(name))
  .filter((name) => name !== 'librespeed' || hasLibrespeed)
  .filter((name) => {
    const browser = otherBrowserOf(name);
    if (browser === undefined || hasOtherBrowser(browser)) return true;
    say(`${name} is skipped: this machine has no ${browser}.`);
    return false;
  });

const engine: EngineRow[] = [];
const compared: Compared[] = [];
const store = () => storeResults(values.out, { settings: { ...values, links: positionals }, engine, compared });
for (const scenario of (drawn ?? scenarios).filter(isWanted).map(later)) {
  const lab = { profile: values.profile, shape: values.shape, repeat: Number(values.runs) };
  for await (const row of runsOf(scenario, lab)) {
    engine.push(row);
    say(engineLine(row));
  }
  store();
}
say(engineSummary(engine));

for (const scenario of comparedLinks()) {
  try {
    for await (const one of compareClients(scenario, clients)) {
      compared.push(one);
      say(comparedLine(one));
    }
  } catch (error) {
    say(`${scenario.name}: ${error}`);
  }
  store();
}
say(comparedSummary(compared));
say(`kept in ${store()}`);

function isWanted(scenario: Scenario): boolean {
  if (positionals.length > 0) return positionals.includes(scenario.group) || positionals.includes(scenario.name);
  return drawn !== undefined || ['steady', 'lossy', 'policed'].includes(scenario.group);
}

function comparedLinks(): readonly Scenario[] {
  const names = values.compare?.split(',').filter(Boolean) ?? (drawn ? [] : COMPARED);
  if (names.includes('drawn')) return drawn ?? [];
  return names.map((name) => drawn?.find((one) => one.name === name) ?? scenarioNamed(name));
}

/** Links that move, so many seconds later in their traces. */
function later(scenario: Scenario): Scenario {
  return scenario.group === 'variable' ? beginLater(scenario, Number(values['from-s']) * 1000) : scenario;
}

async function* runsOf(scenario: Scenario, lab: { profile: string; shape: string; repeat: number }) {
  try {
    let run = 0;
    for await (const done of measureScenario(scenario, lab)) yield rowOf(scenario, run++, done);
  } catch (error) {
    say(`${scenario.name}: ${error}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
