import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { yieldingCommand } from './yielding.ts';

const command = yieldingCommand(process.execPath, [
  '-e',
  'console.log(require("node:child_process").execFileSync("chrt", ["-p", String(process.pid)], { encoding: "utf8" }))',
]);

test.skipIf(command === undefined)('what yields runs by the idle policy of Linux', () => {
  if (command === undefined) return;
  expect(execFileSync(command[0], command[1], { encoding: 'utf8' })).toContain('SCHED_IDLE');
});
