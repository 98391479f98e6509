import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshStore } from '@i-speed/testbed';
import { expect, test } from 'vitest';
import { openTestHub } from '../../test/open-test-hub.ts';
import { submissionAt, withReceipt } from '../../test/sample.ts';
import { openQueue } from '../job/queue.ts';
import { openStore } from '../store/open-store.ts';

test('a hub that listens publishes the month before, from the set day on, once', async () => {
  let nowMs = Date.parse('2026-10-20T04:00:00.000Z');
  await using hub = await openTestHub({ I_SPEED_PUBLISH_DAY: '5' }, { clock: () => nowMs });
  await hub.post('/api/v1/measurements', await withReceipt(submissionAt(nowMs - 60_000), hub.pointKey));
  const months = async () => (await (await hub.get('/api/v1/publications')).json()).publications.map(toName);
  // 4 November in Việt Nam, an hour before the fifth begins.
  nowMs = Date.parse('2026-11-04T16:00:00.000Z');
  expect(await hub.hub.publishDue()).toBeUndefined();
  nowMs = Date.parse('2026-11-04T17:00:00.000Z');
  await hub.hub.listen({ host: '127.0.0.1', port: 0 });
  await expect.poll(months, { timeout: 30_000 }).toEqual(['2026-10 v1']);
  expect(await hub.hub.publishDue()).toBeUndefined();
  // Nothing was received in November: there is nothing to publish in December.
  nowMs = Date.parse('2026-12-06T00:00:00.000Z');
  expect(await hub.hub.publishDue()).toBeUndefined();
  expect(await months()).toEqual(['2026-10 v1']);
}, 60_000);

test('a job that fails is told, and the queue goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-queue-'));
  await copyFreshStore(join(folder, 'store'));
  const store = await openStore({ path: join(folder, 'store') });
  const failures: unknown[] = [];
  let runs = 0;
  const queue = await openQueue(store, (cause) => failures.push(cause));
  await queue.every('trial', '0 3 * * *', 'Asia/Ho_Chi_Minh', async () => {
    runs += 1;
    if (runs === 1) throw new Error('not today');
  });
  await queue.send('trial');
  await expect.poll(() => failures.map(String), { timeout: 30_000 }).toEqual(['Error: not today']);
  await queue.send('trial');
  await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  await queue.stop();
  await store.close();
  rmSync(folder, { recursive: true });
}, 60_000);

function toName({ month, version }: { month: string; version: number }): string {
  return `${month} v${version}`;
}
