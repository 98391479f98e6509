// What a check is: a name, and a run that answers with what is wrong.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** Root of the repository, without a trailing slash. */
export const rootPath: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What a check found; `output` is what a person needs to mend it, empty when all is well. */
export type Finding = { ok: boolean; output: string };

export type Check = { name: string; about: string; run: () => Promise<Finding> };

/** Runs a program of node_modules in `folder` (relative to the root); it has failed when its exit code is not 0. */
export function runProgram(program: string, args: readonly string[], folder = '.'): Promise<Finding> {
  return new Promise((resolve) => {
    const child = spawn(`${rootPath}/node_modules/.bin/${program}`, args, {
      cwd: `${rootPath}/${folder}`,
      env: { ...process.env, PATH: `${rootPath}/node_modules/.bin:${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: `${program} did not start: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output: stripVTControlCharacters(output).trim() }));
  });
}

/** A finding from a list of faults, one line each; no fault is well. */
export function findingOf(faults: readonly string[]): Finding {
  return { ok: faults.length === 0, output: faults.join('\n') };
}
