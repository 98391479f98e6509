// Work that yields: Linux gives it the processor only while nothing of ordinary priority asks for it.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { onPath } from '@i-speed/testbed';

/** Where it says 1, Linux shares the processor between sessions first, and the policy holds within one alone. */
const AUTOGROUP = '/proc/sys/kernel/sched_autogroup_enabled';

/** Program and arguments that run the given ones so that they yield; absent where this machine cannot promise it. */
export function yieldingCommand(program: string, args: readonly string[]): [string, string[]] | undefined {
  const chrt = onPath('chrt');
  // Under a quota of processor time what yields uses up what the others would need.
  const hasQuota = availableParallelism() < cpus().length;
  const isGrouped = existsSync(AUTOGROUP) && readFileSync(AUTOGROUP, 'utf8').trim() === '1';
  if (chrt === undefined || hasQuota || isGrouped) return undefined;
  return [chrt, ['--idle', '0', program, ...args]];
}
