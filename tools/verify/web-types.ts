// Types of the web: what SvelteKit and Paraglide generate first, then svelte-check reads the components.
import { rmSync } from 'node:fs';
import { type Finding, rootPath, runProgram } from './check.ts';

const folder = 'packages/web';

/** Runs svelte-check in packages/web; a warning is a fault. */
export async function checkWebTypes(): Promise<Finding> {
  const generated = await generateWeb();
  if (!generated.ok) return generated;
  // What it wrote of components that are gone would be checked for ever.
  rmSync(`${rootPath}/${folder}/.svelte-kit/.svelte-check`, { recursive: true, force: true });
  return runProgram(
    'svelte-check',
    ['--tsgo', '--output', 'human', '--threshold', 'warning', '--fail-on-warnings'],
    folder,
  );
}

/** Checks that follow imports find what a build would generate; it is generated once a run. */
export async function withGeneratedWeb(run: () => Promise<Finding>): Promise<Finding> {
  const generated = await generateWeb();
  return generated.ok ? run() : generated;
}

let generating: Promise<Finding> | undefined;

function generateWeb(): Promise<Finding> {
  generating ??= generate();
  return generating;
}

async function generate(): Promise<Finding> {
  const messages = ['compile', '--project', './project.inlang', '--outdir', './src/lib/paraglide'];
  const compiled = await runProgram('paraglide-js', messages, folder);
  return compiled.ok ? runProgram('svelte-kit', ['sync'], folder) : compiled;
}
