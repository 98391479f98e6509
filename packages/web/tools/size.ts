// Measures the compressed JavaScript that `/` needs before its button works, and fails over the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 60 * 1024;
const client = fileURLToPath(new URL('../build/client/', import.meta.url));
const server = fileURLToPath(new URL('../build/server/', import.meta.url));

const manifest = readFileSync(join(server, 'manifest-full.js'), 'utf8').concat(nodeSources());
const wanted = [...manifest.matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map(([path]) => path);
const first = wanted.filter((path) => new RegExp(`entry/(start|app)|nodes/(0|1|${homeNode()})\\.`).test(path));
const worker = readdirSync(join(client, '_app/immutable/workers')).map((name) => `_app/immutable/workers/${name}`);
const files = withImports([...new Set(first)]);
let total = 0;
for (const path of files) {
  const size = gzipSync(readFileSync(join(client, path)), { level: 9 }).length;
  total += size;
  process.stdout.write(`${String(size).padStart(7)}  ${path}\n`);
}
// Fetched when the button is pressed, so told but not counted, as in suites/pages/budget.test.ts.
for (const path of worker.filter((name) => name.endsWith('.js')))
  process.stdout.write(
    `${String(gzipSync(readFileSync(join(client, path)), { level: 9 }).length).padStart(7)}  ${path} (after the button)\n`,
  );
process.stdout.write(`${String(total).padStart(7)}  bytes compressed for / (budget ${BUDGET_BYTES})\n`);
if (total > BUDGET_BYTES) process.exit(1);

/** Number of the home page's own node: pages are numbered anew with each one that is added. */
function homeNode(): string {
  const leaf = /id: "\/",[^}]*?leaf: (\d+)/.exec(manifest)?.[1];
  if (leaf === undefined) throw new Error('the manifest names no page for /');
  return leaf;
}

function nodeSources(): string {
  const folder = join(server, 'nodes');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** The files and everything they import statically. */
function withImports(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = readFileSync(join(client, path), 'utf8');
    for (const [, target] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
      queue.push(join(path, '..', target ?? ''));
  }
  return [...seen].sort();
}
