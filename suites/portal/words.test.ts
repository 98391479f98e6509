// What people open in a spreadsheet stands in words, as on the pages; codes that machines join by are in the CSV alone, beside the words.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const PORTAL = '/api/v1/portal';
const nowMs = Date.parse('2025-09-05T01:00:00Z');
let hub: PortalHub;
let admin: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  admin = await hub.signIn('admin@x.example', [{ role: 'national-admin' }]);
  await hub.signIn('a@hanoi.example', [{ role: 'unit-officer', unitCode: 'so-a' }]);
  await hub.signIn('kysu@viettel.example', [{ role: 'operator-engineer', operator: 'viettel' }]);
  const units = 'code,name,kind,provinceCode\nso-a,Sở A,department,01';
  expect((await hub.as(admin, `${PORTAL}/units/import`, units)).status).toBe(200);
  const told = { id: '0199a5c4-0000-7000-8000-000000000001', text: 'Mạng rất chậm vào buổi tối.', provinceCode: '01' };
  expect((await hub.as('', '/api/v1/problem-reports', told)).status).toBe(201);
});
afterAll(() => hub[Symbol.asyncDispose]());

async function file(table: string, format: string): Promise<Buffer> {
  const answer = await hub.as(admin, `${PORTAL}/tables/${table}?format=${format}`);
  expect(answer.status, table).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

const linesOf = (csv: Buffer) => csv.toString().replace('\uFEFF', '').trim().split('\r\n');

test('people and their places have names', async () => {
  expect(linesOf(await file('people', 'csv'))).toEqual([
    'name,email,role,role_code,place,place_code',
    'a@hanoi.example,a@hanoi.example,Cán bộ đơn vị,unit-officer,Sở A,so-a',
    'admin@x.example,admin@x.example,Quản trị quốc gia,national-admin,Cả nước,',
    'kysu@viettel.example,kysu@viettel.example,Kỹ sư nhà mạng,operator-engineer,Viettel,viettel',
  ]);
  const sheet = readSheet(await file('people', 'xlsx'));
  expect(sheet[2]).toEqual(['Họ và tên', 'Thư điện tử', 'Vai trò', 'Phạm vi']);
  expect(sheet[3]).toEqual(['a@hanoi.example', 'a@hanoi.example', 'Cán bộ đơn vị', 'Sở A']);
});

test('the log tells what was done as its page does', async () => {
  const [heading, first] = linesOf(await file('audit', 'csv'));
  expect(heading).toBe('at,person,what,verb,about,subject,province,province_code,unit,unit_code');
  expect(first).toMatch(/^2025-09-05 08:00,admin@x\.example,nhập đơn vị,unit\.import,/);
  const sheet = readSheet(await file('audit', 'xlsx')).flat();
  expect(sheet).toContain('nhập đơn vị');
  expect(sheet).toContain('đăng nhập');
  expect(sheet.filter((cell) => /^[a-z-]+\.[a-z-]+$/.test(cell))).toEqual([]);
});

test('what people told names province and operator', async () => {
  const [heading = '', first = ''] = linesOf(await file('problems', 'csv'));
  const told = Object.fromEntries(heading.split(',').map((name, i) => [name, first.split(',')[i]]));
  expect(told).toMatchObject({ province: 'Hà Nội', province_code: '01', operator: '', operator_id: '' });
  expect(readSheet(await file('problems', 'xlsx'))[2]).not.toContain('Mã tỉnh');
});
