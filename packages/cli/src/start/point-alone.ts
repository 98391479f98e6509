// `i-speed point`: the point's own program, with this terminal and this environment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { pointMain } from './point-process.ts';

/** Resolves when the point has ended. Ctrl-C reaches it through the terminal; SIGTERM is passed on. */
export async function runPointAlone(): Promise<ExitCode> {
  const child = spawn(process.execPath, [pointMain], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'close');
  if (code === exitCodes.usage) return exitCodes.usage;
  return code === 0 ? exitCodes.ok : exitCodes.failed;
}
