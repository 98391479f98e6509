// The table of named links that engines and other projects' clients are tried on.
import { lossy, policedLinks, shared, trouble } from './impaired.ts';
import type { Scenario, ScenarioLine } from './scenario.ts';
import { scenario } from './scenario.ts';
import { steady } from './steady.ts';
import { variable } from './variable.ts';

const groups: readonly (readonly [Scenario['group'], readonly ScenarioLine[]])[] = [
  ['steady', steady],
  ['lossy', lossy],
  ['policed', policedLinks],
  ['shared', shared],
  ['trouble', trouble],
  ['variable', variable],
];

/** Every scenario, group by group. */
export const scenarios: readonly Scenario[] = groups.flatMap(([group, lines]) =>
  lines.map((line) => scenario(group, line)),
);

/** The scenario of that name; throws a RangeError that lists the names there are. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`no scenario "${name}"; there are ${scenarios.map((one) => one.name).join(', ')}`);
  return found;
}
