// Papers page by page: no signature stands alone, a long form has its heading and all its columns on every page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const PORTAL = '/api/v1/portal';
const UNITS = 140;
const codes = Array.from({ length: UNITS }, (_, i) => `u${String(i + 1).padStart(3, '0')}`);
/** So long that twelve of them in a sentence take it to the foot of the letter's first page. */
const LONG_NAME = 'Ban Quản lý dự án đầu tư xây dựng công trình giao thông và phát triển đô thị của thành phố';
const LONG = Array.from({ length: 12 }, (_, i) => `dai-${i + 1}`);
let hub: PortalHub;
let manager: string;

beforeAll(async () => {
  hub = await openPortalHub(() => Date.parse('2026-01-14T01:00:00Z'));
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  const lines = [
    ...codes.map((code) => `${code},Cơ quan ${code},department,01`),
    ...LONG.map((code) => `${code},${LONG_NAME} ${code},department,01`),
  ];
  const csv = ['code,name,kind,provinceCode', ...lines].join('\n');
  expect((await hub.as(manager, `${PORTAL}/units/import`, csv)).status).toBe(200);
});
afterAll(() => hub[Symbol.asyncDispose]());

/** The pages of a paper of a campaign of these units, as text. */
async function pagesOf(unitCodes: readonly string[], name: string): Promise<string[]> {
  const days = { startsOn: '2025-08-13', endsOn: '2026-12-12' };
  const draft = { name: 'Đo', provinceCode: '01', issuer: 'Sở KHCN', place: 'Hà Nội', ...days, unitCodes };
  const made = await hub.as(manager, `${PORTAL}/campaigns`, draft);
  const { id } = await made.json();
  const paper = await hub.as(manager, `${PORTAL}/campaigns/${id}/months/2026-01/${name}`);
  expect(paper.status).toBe(200);
  const type = name.endsWith('docx') ? 'docx' : name.endsWith('xlsx') ? 'xlsx' : 'pdf';
  const printed = readPrinted(Buffer.from(await paper.arrayBuffer()), type);
  return printed.split('\f').filter((page) => page.trim() !== '');
}

test.each(['bao-cao.pdf', 'bao-cao.docx'])('a long letter as %s is signed under its last words', async (name) => {
  const [first, signed] = await pagesOf(LONG, name);
  expect(first).toContain('Kính gửi');
  expect(signed).toContain('Số liệu chi tiết của từng đơn vị');
  expect(signed).toContain('THỦ TRƯỞNG CƠ QUAN');
});

test.each([
  ['bao-cao.pdf', 1],
  ['bao-cao.docx', 1],
  ['bieu-tong-hop.xlsx', 0],
])('a form of 140 units in %s has its heading on every page', async (name, letterPages) => {
  const form = (await pagesOf(codes, name)).slice(letterPages);
  expect(form.length).toBeGreaterThan(3);
  for (const page of form) {
    expect(page).toContain('STT');
    expect(page).toContain('Ghi chú');
  }
  expect(form.at(-1)).toContain('Tổng cộng');
});

test('a sum has a unit above it on its page, however many units there are', async () => {
  for (let n = 18; n < 30; n += 1) {
    const last = (await pagesOf(codes.slice(0, n), 'bao-cao.pdf')).at(-1);
    expect(last).toContain('Tổng cộng');
    expect(last, `${n} units`).toContain(`Cơ quan ${codes[n - 1]}`);
  }
});

test('statistics and a publication print each of their sheets on one page’s width', async () => {
  await hub.hub.publish('2025-12');
  const paperAt = async (path: string) => {
    const answer = await hub.as('', `/api/v1/${path}`);
    expect(answer.status).toBe(200);
    const printed = readPrinted(Buffer.from(await answer.arrayBuffer()), 'xlsx');
    return printed.split('\f').filter((page) => page.trim() !== '');
  };
  const span = 'from=2025-12-01&to=2026-01-14';
  const [words, all, ...more] = await paperAt(`statistics?indicator=download&groupBy=province&${span}&format=xlsx`);
  expect(more).toEqual([]);
  expect(words).toContain('Tốc độ tải xuống theo tỉnh, thành phố');
  for (const column of ['Nhóm', 'Mẫu', 'Máy']) expect(words).toContain(column);
  for (const column of ['indicator', 'network_kind', 'p90']) expect(all).toContain(column);
  const [facts, ...tables] = await paperAt('publications/2025-12/tables.xlsx?lang=vi');
  expect(facts).toContain('Công bố ngày 14/01/2026, bản 1');
  expect(tables).toHaveLength(4);
  for (const table of tables)
    for (const column of ['month', 'upload_median', 'ranked']) expect(table).toContain(column);
});
