// A real point for the engine to measure against, in a process that can be killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type MortalPoint = AsyncDisposable & {
  port: number;
  /** Ends it as a power cut would. */
  kill(): void;
};

/** The point's own program in a process of its own. A data folder is its own and gone at dispose, unless the settings name one. */
export async function spawnPoint(settings: Readonly<Record<string, string>> = {}): Promise<MortalPoint> {
  const data = await mkdtemp(join(tmpdir(), 'i-speed-measure-'));
  const program = new URL('../../packages/point/src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      I_SPEED_POINT_ID: 'p1',
      I_SPEED_POINT_HOST: '127.0.0.1',
      I_SPEED_POINT_PORT: '0',
      I_SPEED_POINT_OPEN: 'true',
      I_SPEED_POINT_DATA: data,
      I_SPEED_POINT_LOG_LEVEL: 'silent',
      ...settings,
    },
  });
  const gone = once(child, 'exit');
  let port: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    port = Number(/port (\d+)/.exec(line)?.[1]);
    if (port > 0) break;
  }
  if (port === undefined) throw new Error('the point ended before it was ready');
  return {
    port,
    kill: () => void child.kill('SIGKILL'),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await gone;
      await rm(data, { recursive: true, force: true });
    },
  };
}
