#!/usr/bin/env node
// The command's entry: goes on in the Node that the project pins when this one is older and cannot run TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pinnedNode = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));

if (Number(process.versions.node.split('.', 1)[0]) >= 26) {
  await import('../src/main.ts');
} else if (existsSync(pinnedNode)) {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child through the terminal; how it ends is its own affair.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(`i-speed needs Node 26 or later; this is ${process.version}. Run npm ci in the project's folder.`);
  process.exitCode = 1;
}
