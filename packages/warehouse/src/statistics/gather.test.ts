import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Plan, rawPlan } from '../build/value/plan.ts';
import { openWarehouse } from '../index.ts';
import { connect } from '../open/connect.ts';
import { gathering } from './gather.ts';

const here = JSON.stringify(import.meta.dirname);
const died = `
const { connect } = await import(${here} + '/../open/connect.ts');
const { openWarehouse } = await import(${here} + '/../index.ts');
const { rawPlan } = await import(${here} + '/../build/value/plan.ts');
const { gathering } = await import(${here} + '/gather.ts');
const [path] = process.argv.slice(1);
await (await openWarehouse({ path })).close();
const question = { quantity: 'download', fromMs: 0, untilMs: 1, timeZone: 'Asia/Ho_Chi_Minh', edition: '2025-07-01' };
await gathering(await connect({ path }), question, rawPlan(question), () => process.kill(process.pid, 'SIGKILL'));
`;

test('what a process gathered that was killed over it goes when the folder is opened again', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-gather-'));
  try {
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', died, path]);
    expect(signal).toBe('SIGKILL');
    expect(await gathered(path)).toHaveLength(1);
    await (await openWarehouse({ path })).close();
    expect(await gathered(path)).toEqual([]);
  } finally {
    rmSync(path, { recursive: true });
  }
});

test('values of a period that cuts weeks are held only where they are few', async () => {
  const path = mkdtempSync(join(tmpdir(), 'i-speed-gather-'));
  try {
    await (await openWarehouse({ path })).close();
    const connections = await connect({ path });
    const period = { fromMs: 0, untilMs: 1, timeZone: 'Asia/Ho_Chi_Minh', edition: '2025-07-01' };
    const question = { ...period, quantity: 'download' } as const;
    const isHeld = (rows: number, provinceCode?: string) =>
      gathering(
        connections,
        { ...question, ...(provinceCode && { provinceCode }) },
        { ...rawPlan(question), rows },
        async (plan: Plan) => plan.gathered !== undefined,
      );
    try {
      expect([await isHeld(8_000_000), await isHeld(8_000_001), await isHeld(30_000_000, '01')]).toEqual([
        true,
        false,
        true,
      ]);
    } finally {
      await connections.close();
    }
  } finally {
    rmSync(path, { recursive: true });
  }
});

async function gathered(path: string): Promise<string[]> {
  const { read, close } = await connect({ path });
  try {
    const tables = await read(async (client) =>
      (await client.query({ query: 'SHOW TABLES', format: 'JSONEachRow' })).json<{ name: string }>(),
    );
    return tables.map(({ name }) => name).filter((name) => name.startsWith('gathered_'));
  } finally {
    await close();
  }
}
