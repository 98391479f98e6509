// Keeps a bench's raw runs with the machine, the commit and the date, and the table beside them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Compared } from './compare-clients.ts';
import { comparedSummary, engineLine, engineSummary } from './report.ts';
import type { EngineRow } from './row.ts';

const folder = fileURLToPath(new URL('../results/', import.meta.url));
/** What a result depends on: when one of these differs from the commit, the result says so. */
const SOURCES = ['packages', 'testbed', 'bench/accuracy'];

export type Results = { settings: object; engine: readonly EngineRow[]; compared: readonly Compared[] };

/** Writes `NAME-DATE.json` and `.md` into bench/results; returns the table's path. */
export function storeResults(name: string, results: Results): string {
  const machine = describeMachine();
  const stem = `${folder}${name}-${machine.at.slice(0, 10)}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${stem}.json`, `${JSON.stringify({ machine, ...results }, undefined, 1)}\n`);
  const text = [
    `# Accuracy on known links, ${machine.at.slice(0, 16).replace('T', ' ')} UTC`,
    `${machine.cpus} × ${machine.cpuModel}, Linux ${machine.kernel}, Node ${machine.node}, commit ${machine.commit.slice(0, 12)}${machine.isCommitted ? '' : ' with changes'}, load average ${machine.loadAverage.map((load) => load.toFixed(1)).join(' ')}. Client, link and point share this machine. Errors are against the payload the link can carry.`,
    '## The engine in Node',
    engineSummary(results.engine).replaceAll('\n', '\n\n'),
    `\`\`\`\n${results.engine.map(engineLine).join('\n')}\n\`\`\``,
    '## Every client in a browser (Chromium where none is named), same links, same point',
    comparedSummary(results.compared),
  ];
  writeFileSync(`${stem}.md`, `${text.join('\n\n')}\n`);
  return `${stem}.md`;
}

function describeMachine() {
  const git = (...args: string[]) => execFileSync('git', args).toString().trim();
  return {
    at: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    isCommitted: git('status', '--porcelain', ...SOURCES) === '',
    cpus: cpus().length,
    cpuModel: cpus()[0]?.model,
    kernel: release(),
    node: process.version,
    loadAverage: loadavg(),
  };
}
