// Twelve devices are too few for a median, which needs thirty, and for a mean, which needs fifty: every paper says how many are missing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const DEVICES = 12;
let nowMs = Date.parse('2025-10-20T05:00:00Z');
let hub: PortalHub;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  await hub.measure(
    Array.from({ length: DEVICES }, (_, i) => ({
      device: i + 1,
      unitCode: 'so-a',
      kind: 'mobile' as const,
      atMs: nowMs - (i + 1) * 60_000,
    })),
  );
  nowMs = Date.parse('2025-11-06T05:00:00Z');
  await hub.hub.publish('2025-10');
});
afterAll(() => hub[Symbol.asyncDispose]());

async function printed(path: string, type: 'pdf' | 'xlsx'): Promise<string> {
  const answer = await hub.as('', `/api/v1/${path}`);
  expect(answer.status).toBe(200);
  return readPrinted(Buffer.from(await answer.arrayBuffer()), type).replaceAll(/\s+/g, ' ');
}

test.each([
  { lang: 'vi', median: 'cần thêm 18 máy', mean: 'cần thêm 38 máy' },
  { lang: 'en', median: '18 more devices needed', mean: '38 more devices needed' },
])('a publication as PDF, in $lang', async ({ lang, median, mean }) => {
  const paper = await printed(`publications/2025-10/tables.pdf?lang=${lang}`, 'pdf');
  // A narrow column breaks the words over lines, beside those of the next column.
  for (const word of `${median} ${mean}`.split(' ')) expect(paper).toContain(word);
});

test('a publication as a workbook has the code and the number', async () => {
  const book = await printed('publications/2025-10/tables.xlsx?lang=vi', 'xlsx');
  for (const told of ['few-devices', 'download_median_missing_devices', '18', '38']) expect(book).toContain(told);
});

test('statistics as a spreadsheet say it in words', async () => {
  const sheet = await printed('statistics?from=2025-10-01&to=2025-10-31&access=mobile&format=xlsx', 'xlsx');
  expect(sheet).toContain('Cần thêm 18 máy');
});
