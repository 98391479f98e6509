import { startCommand } from '@i-speed/testbed';
import { expect, test } from 'vitest';

const run = (...args: string[]) => startCommand(args, { I_SPEED_POINT_PORT: 'x', I_SPEED_ADMIN_TOKEN: '' }).ended;

test('the help of what an operator says to points names what is needed, in its own words', async () => {
  const code = (await run('point', 'code', '--help')).stdout;
  expect(code).toMatch(/^Usage: i-speed point code --note <text> \[options\]$/m);
  expect(code).toMatch(/--note <text> +whom the code is for, as the register keeps it \(required\)$/m);
  expect((await run('point', 'retire', '--help')).stdout).toMatch(/^Usage: i-speed point retire <id> \[options\]$/m);
});

test('automatic mode tells its exit codes and refuses at once a commune that can be none', async () => {
  expect((await run('auto', '--help')).stdout).toMatch(/^Exit codes:\n {4}0 {2}everything/m);
  for (const wrong of ['abc', '123456', '1']) {
    const { code, stderr } = await run('auto', '--once', '--commune', wrong);
    expect(code).toBe(2);
    expect(stderr).toContain(`--commune=${wrong}: write it like 00004`);
  }
});

test('a point with a setting that is wrong ends with the code of wrong settings', async () => {
  const { code, stderr } = await run('point');
  expect(code).toBe(2);
  expect(stderr).toContain('I_SPEED_POINT_PORT');
});
