import { createHash } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openReference } from '@i-speed/reference';
import { publication, publicationList } from '@i-speed/spec';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { installId, submissionAt, withReceipt } from '../../test/sample.ts';
import { readMonth } from '../open-data/read-month.ts';
import { makeTables } from './make-tables.ts';
import { differingParts, recomputeFolder } from './publish.ts';

let nowMs = Date.parse('2026-10-20T04:00:00.000Z');
const HOAN_KIEM = '00070';
let hub: TestHub;

async function send(device: number, rateMbps: number, technology: '4g' | '5g', clientPrefix: string) {
  nowMs += 60_000;
  const base = submissionAt(nowMs - 30_000, {
    client: { kind: 'web', version: '1', installId: installId(device) },
    access: { kind: 'mobile', kindFrom: 'user', technology, technologyFrom: 'user' },
    area: { provinceCode: '01', communeCode: HOAN_KIEM, edition: '2025-07-01', source: 'chosen' },
  });
  const download = base.download && { ...base.download, rateMbps, bytes: rateMbps * 125_000 * 2 };
  const made = { ...base, ...(download && { download }) };
  const answer = await hub.post('/api/v1/measurements', await withReceipt(made, hub.pointKey, { clientPrefix }));
  expect(answer.status).toBe(201);
}

/** October: 61 of Viettel in Hoàn Kiếm, 70 to 130 Mbit/s, the ten fastest on 5G, two of VNPT, one without a receipt. */
beforeAll(async () => {
  hub = await openTestHub({}, { clock: () => nowMs });
  for (let rateMbps = 70; rateMbps <= 130; rateMbps += 1)
    await send(rateMbps, rateMbps, rateMbps > 120 ? '5g' : '4g', `27.64.${rateMbps}.0/24`);
  for (const device of [21, 22]) await send(device, 30, '4g', '113.160.0.0/24');
  nowMs += 60_000;
  await hub.post(
    '/api/v1/measurements',
    submissionAt(nowMs, { client: { kind: 'web', version: '1', installId: installId(40) } }),
  );
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const october = async (query = '') =>
  publication.parse(await (await hub.get(`/api/v1/publications/2026-10${query}`)).json());

test('a month is not published before it is over', async () => {
  await expect(hub.hub.publish('2026-10')).rejects.toThrow('2026-10 is not over');
});

test('a month is frozen: counts, tables, exclusions, targets, checksums', async () => {
  nowMs = Date.parse('2026-11-05T04:00:00.000Z');
  expect(await hub.hub.publish('2026-10')).toMatchObject({ version: 1, received: 64, counted: 63 });
  const { tables, version, versions, files } = await october();
  expect([version, versions.length]).toEqual([1, 1]);
  expect(tables.excluded).toEqual([{ reason: 'receipt-missing', n: 1 }]);
  // 63 devices: twice 30 and 70 to 130; the median is the 32nd, 99; the mean (6100 + 60) / 63.
  expect(tables.country[0]).toMatchObject({
    access: 'mobile',
    networkKind: 'exchange',
    n: 63,
    devices: 63,
    downloadMbps: { mean: { value: 97.78 }, median: { value: 99 } },
  });
  const viettel = tables.operators.find(({ code }) => code === 'viettel');
  expect(viettel).toMatchObject({ name: 'Viettel', n: 61, hidden: 'complementary' });
  expect(tables.communes).toMatchObject([
    { code: HOAN_KIEM, n: 63, devices: 63, sample: { counted: 63, needed: 300, isSufficient: false } },
  ]);
  const mean4g = tables.country.find(({ technology }) => technology === '4g')?.downloadMbps?.mean;
  expect(mean4g?.low).toBeGreaterThan(40);
  expect(tables.targets.find(({ id }) => id === 'mobile-4g-download-mean')).toMatchObject({
    thresholdMbps: 40,
    verdict: 'met',
  });
  // Ten devices on 5G: their number is told, no figure, and no verdict.
  const fastest = tables.country.find(({ technology }) => technology === '5g');
  expect(fastest).toMatchObject({ n: 10, devices: 10 });
  expect(fastest?.downloadMbps).toEqual({
    mean: { withheld: 'few-devices', missingDevices: 40 },
    median: { withheld: 'few-devices', missingDevices: 20 },
  });
  expect(tables.targets.find(({ technology }) => technology === '5g')).toMatchObject({ verdict: 'not-enough' });
  expect(files.map(({ name }) => name)).toContain('measurements-2026-10.parquet');
});

test('open data gives the published tables again, to the last digit', async () => {
  const published = await october();
  const folder = join(hub.config.dataDir, 'open-data', '2026-10', 'v1');
  const again = await recomputeFolder(folder, openReference({}));
  expect(again.tables).toEqual(published.tables);
  expect(again.checksum).toBe(published.checksum);
  expect(createHash('sha256').update(JSON.stringify(published.tables)).digest('hex')).toBe(published.checksum);
  expect(differingParts(again.tables, published.tables)).toEqual([]);
  expect(differingParts({ ...again.tables, counted: 10 }, published.tables)).toEqual(['counted']);
});

test('a line of fewer devices than the hub tells figures of has none in the tables', async () => {
  const files = await readMonth(join(hub.config.dataDir, 'open-data', '2026-10', 'v1'));
  expect(files.leastDevices).toBe(6);
  // The country has 63 devices.
  const hiddenAt = (leastDevices: number) =>
    makeTables({ ...files, leastDevices }, openReference({})).country[0]?.hidden;
  expect([6, 63, 64].map(hiddenAt)).toEqual([undefined, undefined, 'few-devices']);
});

test('open data tells no operator behind whom fewer than six devices stand, and no device by its own name', async () => {
  const answer = await hub.get('/api/v1/open-data/2026-10/v1/measurements-2026-10.parquet');
  const rows = await parquetReadObjects({ file: await answer.arrayBuffer() });
  expect(rows).toHaveLength(64);
  expect(rows.filter(({ operator }) => operator === 'viettel')).toHaveLength(61);
  // VNPT's two devices, and with them their province; the one without a receipt told nothing.
  expect(rows.filter(({ withheld }) => withheld === 'operator+province')).toHaveLength(3);
  expect(rows.filter(({ operator, withheld }) => withheld !== null && operator !== null)).toEqual([]);
  expect(new Set(rows.map(({ device }) => device)).size).toBe(64);
  expect(rows.every(({ device }) => /^[0-9a-f]{16}$/.test(String(device)))).toBe(true);
  const manifest = await (await hub.get('/api/v1/open-data/2026-10/v1/manifest.json')).json();
  expect(manifest).toMatchObject({ month: '2026-10', licence: 'CC-BY-4.0' });
  // Every file is where its name says, whole.
  for (const { name, sizeBytes, sha256 } of manifest.files) {
    const file = await hub.get(`/api/v1/open-data/2026-10/v1/${name}`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const told = [file.status, bytes.length, createHash('sha256').update(bytes).digest('hex')];
    expect([name, ...told]).toEqual([name, 200, sizeBytes, sha256]);
  }
  expect((await hub.get('/api/v1/open-data/2026-10/v1/..%2F..%2F..%2Fticket-key.json')).status).toBe(404);
});

test('who fetched a month whole has what recomputing needs: the tables too, byte for byte', async () => {
  const { checksum } = await october();
  const answer = await hub.get('/api/v1/open-data/2026-10/v1/tables.json');
  expect(answer.headers.get('etag')).toBe(`"${checksum}"`);
  expect(
    createHash('sha256')
      .update(await answer.text())
      .digest('hex'),
  ).toBe(checksum);
});

test('a question for the head of a file opens none', async () => {
  const openFiles = () => readdirSync('/proc/self/fd').flatMap((fd) => linkOf(`/proc/self/fd/${fd}`));
  for (const name of ['measurements-2026-10.csv', 'manifest.json', 'tables.json']) {
    const request = new Request(`http://hub/api/v1/open-data/2026-10/v1/${name}`, { method: 'HEAD' });
    const head = await hub.hub.api(request);
    const whole = await hub.get(`/api/v1/open-data/2026-10/v1/${name}`);
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBe((await whole.arrayBuffer()).byteLength);
  }
  expect(openFiles().filter((file) => file.includes('/open-data/'))).toEqual([]);
});

test('a correction is a new version with its reason; the old one stays', async () => {
  await expect(hub.hub.publish('2026-10')).rejects.toThrow('a correction needs a note');
  await expect(hub.hub.publish('2026-10', 'same again')).rejects.toThrow('nothing changed since version 1');
  // A measurement that a device had kept comes late.
  const lateMs = Date.parse('2026-10-21T04:00:00.000Z');
  const late = submissionAt(lateMs, {
    client: { kind: 'web', version: '1', installId: installId(60) },
    access: { kind: 'fixed', kindFrom: 'user' },
  });
  await hub.post('/api/v1/measurements', await withReceipt(late, hub.pointKey));
  expect(await hub.hub.publish('2026-10', 'Thêm một lượt đo gửi muộn')).toMatchObject({ version: 2, counted: 64 });
  const now = await october();
  expect(now.versions.map(({ version, note }) => [version, note])).toEqual([
    [2, 'Thêm một lượt đo gửi muộn'],
    [1, undefined],
  ]);
  expect((await october('?version=1')).tables.counted).toBe(63);
  expect((await hub.get('/api/v1/publications/2026-10?version=3')).status).toBe(404);
});

test('months are listed, fed and given as CSV', async () => {
  const list = publicationList.parse(await (await hub.get('/api/v1/publications')).json());
  expect(list.publications.map(({ month, version, counted }) => [month, version, counted])).toEqual([
    ['2026-10', 2, 64],
  ]);
  const feed = await (await hub.get('/api/v1/publications/feed.atom')).text();
  expect(feed).toContain('<title>Tốc độ Internet tháng 10/2026</title>');
  const english = await (await hub.get('/api/v1/publications/feed.atom?lang=en')).text();
  expect(english).toContain('<title>Internet speed, October 2026</title>');
  expect(feed).toContain('Bản 2: Thêm một lượt đo gửi muộn');
  const csv = await (await hub.get('/api/v1/publications/2026-10/tables.csv?version=1')).text();
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[1]).toMatch(/^2026-10,country,,Việt Nam,,mobile,,exchange,63,63,,,,,97\.78,/);
  expect(lines.find((line) => line.includes(',mobile,5g,'))).toMatch(
    /,10,10,,,,,,,,,few-devices,40,,,,,few-devices,20,/,
  );
});

test('a month comes as a workbook and as a PDF with its typeface in it', async () => {
  const bytesOf = async (file: string) => {
    const answer = await hub.get(`/api/v1/publications/2026-10/${file}`);
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  // The sheets' names stand uncompressed in no part of the archive, their parts' names do: five sheets.
  const workbook = await bytesOf('tables.xlsx?lang=vi');
  expect(workbook.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  for (const sheet of [1, 2, 3, 4, 5]) expect(workbook.includes(`xl/worksheets/sheet${sheet}.xml`)).toBe(true);
  const paper = await bytesOf('tables.pdf?lang=vi');
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  expect(paper.includes('BeVietnamPro-SemiBold')).toBe(true);
  expect(paper.includes('/FontFile2')).toBe(true);
  expect((await hub.get('/api/v1/publications/2026-10/tables.doc')).status).toBe(422);
});

/** Where a descriptor leads; nothing for one that was closed meanwhile. */
function linkOf(descriptor: string): string[] {
  try {
    return [readlinkSync(descriptor)];
  } catch {
    return [];
  }
}
