// Builds the pages when their sources are not those of the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

const rootFolder = fileURLToPath(new URL('../../../..', import.meta.url));
const webFolder = join(rootFolder, 'packages/web');
const stampPath = join(webFolder, 'build/.sources');

/** The server that SvelteKit's adapter wrote. */
export const handlerPath: string = join(webFolder, 'build/handler.js');

/** Everything that the build reads: the web itself, the packages bundled into it, and the versions of its dependencies. */
const sources = [
  'packages/web/*',
  'packages/web/{src,static,messages,project.inlang,tools}/**/*',
  'packages/{spec,statistics,engine}/{package.json,src/**/*}',
  'package-lock.json',
];
const ignored = /(^|\/)(build|node_modules|\.svelte-kit|paraglide)\/|\.test\.ts$/;

/** Builds when stale, telling each step through `tell`; throws a CommandError with the tool's own words when it fails. */
export async function buildWeb(speech: Speech, tell: (line: string) => void): Promise<void> {
  const print = await fingerprint();
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === print) return;
  const startedMs = performance.now();
  const secondsSoFar = () => ((performance.now() - startedMs) / 1000).toFixed(0);
  tell(speech.say('buildStart'));
  await runVite((step) => tell(speech.say('buildStep', { seconds: secondsSoFar(), step })), speech);
  await writeFile(stampPath, print);
  tell(speech.say('buildDone', { seconds: secondsSoFar() }));
}

/** SHA-256 over names and contents of all sources: dates do not survive a clone or a checkout. */
async function fingerprint(): Promise<string> {
  const paths: string[] = [];
  for await (const entry of glob(sources, { cwd: rootFolder, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !ignored.test(path.slice(rootFolder.length))) paths.push(path);
  }
  const hash = createHash('sha256');
  for (const path of paths.sort())
    hash
      .update(path.slice(rootFolder.length))
      .update('\0')
      .update(await readFile(path));
  return hash.digest('hex');
}

/** Runs the build; each line that tells of a finished step is passed on, the rest is kept for when it fails. */
function runVite(onStep: (step: string) => void, speech: Speech): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(rootFolder, 'node_modules/vite/bin/vite.js'), 'build'], {
      cwd: webFolder,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (text: string) => {
      output += text;
      for (const line of text.split('\n')) {
        const step = /^(vite v.*|✓ .*modules.*|> Using .*|\s+✔ done.*)$/.exec(line)?.[1];
        if (step !== undefined) onStep(step.trim());
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new CommandError(speech.say('buildFailed', { output: output.trim() })));
    });
  });
}
