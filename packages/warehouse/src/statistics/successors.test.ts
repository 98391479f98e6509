import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { NOT_ATTRIBUTABLE, openWarehouse, type Question, type Warehouse } from '../index.ts';

const atMs = Date.parse('2025-06-01T04:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'i-speed-successors-'));
const question: Question = {
  quantity: 'download',
  fromMs: atMs,
  untilMs: atMs + 86_400_000,
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  groupBy: 'commune',
};
let warehouse: Warehouse;

/** One device each in: 00004 of today; 90001 that went whole to 00004; 90002 divided; 90003 that no table names. */
const former = { fromEdition: '2004-01-01', level: 'commune', toEdition: '2025-07-01' } as const;

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  warehouse = await openWarehouse({ path: folder });
  const edition = (code: string) => (code.startsWith('9') ? '2004-01-01' : '2025-07-01');
  await warehouse.append(
    ['00004', '90001', '90002', '90003'].map((communeCode, i) => ({
      ...row(
        sample(atMs + i, i, {
          client: { kind: 'cli', version: '1', installId: installId(i) },
          download: direction(10 + i),
          provinceCode: '01',
          communeCode,
        }),
      ),
      areaEdition: edition(communeCode),
    })),
  );
  await warehouse.keepSuccessors([
    { ...former, code: '90001', successors: ['00004'] },
    { ...former, code: '90002', successors: ['00004', '00008'] },
  ]);
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

const shown = async (asked: Question) => (await warehouse.cells(asked)).map(({ key, n }) => [key, n]);

test('a period in its own areas: codes of another edition have no area here', async () => {
  expect(await shown(question)).toEqual([
    [undefined, 3],
    ['00004', 1],
  ]);
  expect(await shown({ ...question, edition: '2004-01-01' })).toEqual([
    [undefined, 1],
    ['90001', 1],
    ['90002', 1],
    ['90003', 1],
  ]);
});

test('a period in today’s areas: a whole successor takes all, a divided area is shown apart', async () => {
  expect(await shown({ ...question, areas: 'successors' })).toEqual([
    [undefined, 1],
    ['00004', 2],
    [NOT_ATTRIBUTABLE, 1],
  ]);
  expect(await shown({ ...question, areas: 'successors', groupBy: 'month', communeCode: '00004' })).toEqual([
    ['2025-06', 2],
  ]);
});

test('where another area follows than before, what was answered is answered anew', async () => {
  const before = await shown({ ...question, areas: 'successors' });
  expect(before.map(([key]) => key)).toContain(NOT_ATTRIBUTABLE);
  await warehouse.keepSuccessors([{ ...former, code: '90002', successors: ['00008'] }]);
  expect(await shown({ ...question, areas: 'successors' })).toEqual([
    [undefined, 1],
    ['00004', 2],
    ['00008', 1],
  ]);
});
