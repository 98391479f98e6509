// Types of the web: SvelteKit writes its own types first, then svelte-check reads components.
import { existsSync } from 'node:fs';
import { type Finding, rootPath, runProgram } from './check.ts';

/** Runs svelte-check in packages/web after bringing the generated types up to date. */
export async function checkWebTypes(): Promise<Finding> {
  const folder = 'packages/web';
  if (!existsSync(`${rootPath}/${folder}/vite.config.ts`))
    return { ok: false, output: `${folder} has no vite.config.ts` };
  const synced = await runProgram('svelte-kit', ['sync'], folder);
  if (!synced.ok) return synced;
  return runProgram('svelte-check', ['--output', 'human', '--threshold', 'warning', '--fail-on-warnings'], folder);
}
