// The `i-speed` command as a person runs it: a process, its two outputs and its exit code.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const commandMain = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));

export type CommandRun = { code: number | null; stdout: string; stderr: string };
export type RunningCommand = { child: ChildProcess; ended: Promise<CommandRun> };

/** Starts `i-speed` with these arguments in English; `env` comes on top of this process's environment. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand {
  const child = spawn(process.execPath, [commandMain, ...args], {
    env: { ...process.env, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: CommandRun = { code: null, stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      run[name] += text;
    });
  }
  return { child, ended: once(child, 'close').then(([code]) => ({ ...run, code })) };
}
