// Writes behind each other: the next is decided while one goes down, and nothing that failed is stood on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VALIDITY_DEFAULTS } from '@i-speed/statistics';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { openWarehouse, type Warehouse, WarehouseError } from '@i-speed/warehouse';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { installId, submissionAt } from '../../test/sample.ts';
import { type Committer, openCommitter } from './group-commit.ts';
import type { Prepared } from './prepare.ts';

const startMs = Date.parse('2026-11-21T04:00:00.000Z');
const folder = mkdtempSync(join(tmpdir(), 'i-speed-pipeline-'));
let warehouse: Warehouse;
/** Writes that stand before the disk, oldest first: let through, or failed. */
let held: { pass: () => void; fail: () => void }[];
let onHeld = () => {};
let onRead = () => {};
let committer: Committer;
let device = 0;

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  warehouse = await openWarehouse({ path: folder });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  held = [];
  device += 1;
  committer = openCommitter({
    warehouse: { ...warehouse, append: (rows) => gate().then(() => warehouse.append(rows)), existing: readAndTell },
    rules: {
      validity: { ...VALIDITY_DEFAULTS, homeCountry: 'VN', timeZone: 'Asia/Ho_Chi_Minh' },
      demands: { isTicketRequired: false, isReceiptRequired: false },
    },
    queueLimit: 1_000,
    onWrite: () => {},
    onFailure: () => {},
  });
});

async function readAndTell(ids: readonly string[]) {
  const found = await warehouse.existing(ids);
  onRead();
  return found;
}

function gate(): Promise<void> {
  return new Promise((resolve, reject) => {
    held.push({ pass: resolve, fail: () => reject(new WarehouseError('unavailable', 'the disk is gone')) });
    onHeld();
  });
}

/** The next write that stands before the disk. */
async function nextWrite(): Promise<{ pass: () => void; fail: () => void }> {
  const first = held.shift();
  if (first !== undefined) return first;
  await new Promise<void>((resolve) => {
    onHeld = resolve;
  });
  return nextWrite();
}

/** Resolves when ids have been looked up once more. */
const nextRead = () => new Promise<void>((resolve) => (onRead = resolve));

function prepared(minutes: number): Prepared {
  const startedAtMs = startMs + minutes * 60_000;
  const submission = submissionAt(startedAtMs, {
    client: { kind: 'web', version: '1', installId: installId(device) },
  });
  return { submission, receivedAtMs: startedAtMs + 20_000, receipt: { state: 'missing' }, place: {} };
}

test('while a write is under way the next is read and decided as if it were on disk: the device counts once', async () => {
  const [one, two] = [prepared(0), prepared(30)];
  const first = committer.commit([one]);
  const write = await nextWrite();
  const read = nextRead();
  const second = committer.commit([two, one]);
  await read;
  expect(held).toHaveLength(0);
  write.pass();
  expect(await first).toMatchObject([{ kept: { countsInStatistics: true }, isRepeat: false }]);
  (await nextWrite()).pass();
  expect(await second).toMatchObject([
    { kept: { id: two.submission.id, countsInStatistics: false }, isRepeat: false },
    { kept: { id: one.submission.id, countsInStatistics: true }, isRepeat: true },
  ]);
});

test('where the write before fails, what stood on it is decided anew, and its ids are kept by whoever sends them again', async () => {
  const [one, two] = [prepared(0), prepared(30)];
  const first = committer.commit([one]);
  const write = await nextWrite();
  const read = nextRead();
  const second = committer.commit([two]);
  await read;
  write.fail();
  await expect(first).rejects.toMatchObject({ code: 'storage-unavailable' });
  (await nextWrite()).pass();
  expect(await second).toMatchObject([{ kept: { countsInStatistics: true }, isRepeat: false }]);
  const again = committer.commit([one]);
  (await nextWrite()).pass();
  expect(await again).toMatchObject([{ kept: { countsInStatistics: false }, isRepeat: false }]);
});

test('draining waits for the write that is under way and the one behind it', async () => {
  const first = committer.commit([prepared(0)]);
  const write = await nextWrite();
  const second = committer.commit([prepared(300)]);
  const drained = committer.drain();
  write.pass();
  (await nextWrite()).pass();
  await drained;
  expect([await first, await second].flat()).toMatchObject([{ isRepeat: false }, { isRepeat: false }]);
  await expect(committer.commit([prepared(600)])).rejects.toMatchObject({ code: 'draining' });
});
