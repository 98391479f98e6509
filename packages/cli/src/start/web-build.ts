// Builds the pages when their sources are not those of the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { CommandError } from '../exit-code.ts';
import type { MessageKey, Speech } from '../language/language.ts';

const rootFolder = fileURLToPath(new URL('../../../..', import.meta.url));
const webFolder = join(rootFolder, 'packages/web');
const stampPath = join(webFolder, 'build/.sources');

/** The server that SvelteKit's adapter wrote. */
export const handlerPath: string = join(webFolder, 'build/handler.js');

/** Everything that the build reads: the web itself, the packages and documents bundled into it, and the versions of its dependencies. */
const sources = [
  'packages/web/*',
  'packages/web/{src,static,messages,tools}/**/*',
  'packages/web/project.inlang/settings.json',
  'packages/{spec,statistics,engine,reference}/{package.json,src/**/*}',
  'packages/reference/vn/country.json',
  'docs/method/**/*.md',
  'package-lock.json',
];
/** What the build writes when it turns to a step, and what the step is. */
const steps: readonly (readonly [sign: string, step: MessageKey])[] = [
  ['building ssr environment', 'buildServer'],
  ['building client environment', 'buildBrowser'],
  ['Using @sveltejs/adapter-node', 'buildPack'],
];
const OUTPUT_LINES = 30;
const ignored = /(^|\/)(build|node_modules|\.svelte-kit|paraglide)\/|\.test\.ts$/;

/**
 * Builds when stale, telling each step through `tell`; throws a CommandError with the tool's own words when it fails.
 * Aborting the signal ends it and leaves the build stale.
 */
export async function buildWeb(speech: Speech, tell: (line: string) => void, signal: AbortSignal): Promise<void> {
  const print = await fingerprint();
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === print) return;
  const startedMs = performance.now();
  const secondsSoFar = () => ((performance.now() - startedMs) / 1000).toFixed(0);
  tell(speech.say('buildStart'));
  const failure = await runVite((step) => tell(`  ${secondsSoFar()} s  ${speech.say(step)}`), signal);
  if (signal.aborted) return;
  if (failure !== undefined) throw new CommandError(speech.say('buildFailed', { output: failure }));
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

/** Runs the build and tells what it turns to; the end of its output when it failed, else nothing. */
function runVite(onStep: (step: MessageKey) => void, signal: AbortSignal): Promise<string | undefined> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(rootFolder, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: webFolder,
    // A test runner's NODE_ENV would build the pages with Svelte's development checks.
    env: { ...env, NO_COLOR: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  const told = new Set<MessageKey>();
  const read = (text: string) => {
    output += text;
    for (const [sign, step] of steps) {
      if (!told.has(step) && output.includes(sign)) {
        told.add(step);
        onStep(step);
      }
    }
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) =>
      resolve(
        code === 0 ? undefined : stripVTControlCharacters(output).trim().split('\n').slice(-OUTPUT_LINES).join('\n'),
      ),
    );
  });
}
