import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The command with a reader that is gone before the first word. */
async function unread(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-unread-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, I_SPEED_STATE: folder } });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

test('automatic mode ends in order when nobody reads it any more', async () => {
  expect(await unread('auto', '--hub', 'http://127.0.0.1:9')).toEqual({ code: 0, stderr: '' });
});

test('a pipe that its reader closed ends nothing but the words', async () => {
  expect(await unread('--help')).toEqual({ code: 0, stderr: '' });
  // Nothing was measured, as it says to who reads.
  expect(await unread('measure', '--light', '--hub', 'http://127.0.0.1:9')).toEqual({ code: 3, stderr: '' });
});
