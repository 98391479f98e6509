// From provinces to the nation: handed up, returned, taken, added up exactly, and what is missing named.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted, readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const MONTH = '2025-09';
const NATION = `/api/v1/portal/nation/months/${MONTH}`;
let nowMs = Date.parse('2025-09-05T01:00:00Z');
let hub: PortalHub;
let admin: string;
let hanoi: string;
let saigon: string;
const months = new Map<string, string>();

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  admin = await hub.signIn('admin@x.example', [{ role: 'national-admin' }]);
  hanoi = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  saigon = await hub.signIn('so@hcm.example', [{ role: 'province-manager', provinceCode: '79' }]);
  const csv =
    'code,name,kind,provinceCode\na,Sở A,department,01\nb,Sở B,department,01\nc,Sở C,department,79\nd,Cục D,other,\n';
  await does(admin, '/api/v1/portal/units/import', csv);
  for (const provinceCode of ['01', '79', undefined]) {
    const draft = {
      name: 'Đo',
      provinceCode,
      issuer: 'Sở',
      place: 'Hà Nội',
      startsOn: '2025-08-13',
      endsOn: '2025-12-12',
    };
    const { id } = await does(admin, '/api/v1/portal/campaigns', draft, 201);
    months.set(provinceCode ?? 'vn', `/api/v1/portal/campaigns/${id}/months/${MONTH}`);
  }
  // Unit a 3 fixed, b 1 mobile, c 2 fixed, d 1 fixed: each by a device of its own.
  const measured = ['a', 'a', 'a', 'b', 'c', 'c', 'd'].map((unitCode, device) => ({
    device,
    unitCode,
    kind: unitCode === 'b' ? ('mobile' as const) : ('fixed' as const),
    atMs: nowMs - 3_600_000 - device * 1_000,
  }));
  await hub.measure(measured);
  nowMs = Date.parse('2025-09-14T01:00:00Z');
});
afterAll(() => hub[Symbol.asyncDispose]());

async function does(cookie: string, path: string, body?: unknown, status = 200) {
  const answer = await hub.as(cookie, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return answer.json();
}

async function takeForms(cookie: string, province: string, codes: readonly string[]) {
  for (const code of codes) {
    await does(cookie, `${months.get(province)}/units/${code}/submission`, {});
    await does(cookie, `${months.get(province)}/units/${code}/acceptance`, {});
  }
  await does(cookie, `${months.get(province)}/consolidation`, {}, 201);
}

test('nothing goes up that is not consolidated, and nobody sees another province', async () => {
  await does(hanoi, `${months.get('01')}/handing-up`, {}, 409);
  const { lines } = await does(hanoi, NATION);
  expect(lines.map(({ sender }: { sender: string }) => sender)).toEqual(['01']);
  expect((await does(admin, NATION)).lines).toHaveLength(35);
});

test('a province hands up what it consolidated; returned, it sends another version', async () => {
  await takeForms(hanoi, '01', ['a']);
  const first = await does(hanoi, `${months.get('01')}/handing-up`, {}, 201);
  expect(first).toMatchObject({ state: 'submitted', version: 1, isLate: false, report: { units: 1 } });
  expect(first.report.missing).toMatchObject([{ code: 'b', state: 'draft' }]);
  await does(hanoi, `${months.get('01')}/handing-up`, {}, 409);
  await does(admin, `${NATION}/senders/01/return`, { reason: 'Còn thiếu Sở B' });
  await takeForms(hanoi, '01', ['b']);
  nowMs = Date.parse('2025-09-20T01:00:00Z');
  const second = await does(hanoi, `${months.get('01')}/handing-up`, { note: 'Đã bổ sung' }, 201);
  expect(second).toMatchObject({ version: 2, isLate: true, note: 'Đã bổ sung', report: { units: 2, missing: [] } });
  const [line] = (await does(hanoi, NATION)).lines;
  expect(line).toEqual(second);
  expect(line.history).toMatchObject([
    { verb: 'submit' },
    { verb: 'return', reason: 'Còn thiếu Sở B' },
    { verb: 'submit' },
  ]);
});

test('the nation adds up exactly what it has taken, each unit once, and names who is missing', async () => {
  await takeForms(saigon, '79', ['c']);
  await does(saigon, `${months.get('79')}/handing-up`, {}, 201);
  // The nation's campaign has every unit of the country; only its own bodies go into its line.
  await takeForms(admin, 'vn', ['a', 'd']);
  expect(await does(admin, `${months.get('vn')}/handing-up`, {}, 201)).toMatchObject({
    sender: 'vn',
    report: { units: 1, totals: { countedFixed: 1, measurements: 1 } },
  });
  for (const sender of ['01', 'vn']) await does(admin, `${NATION}/senders/${sender}/acceptance`, {});
  const part = await does(admin, `${NATION}/consolidation`, {}, 201);
  expect(part).toMatchObject({
    version: 1,
    senders: 2,
    units: 3,
    totals: { measurements: 5, countedFixed: 4, countedMobile: 1 },
  });
  expect(part.missing).toHaveLength(33);
  expect(part.missing).toContainEqual({ sender: '79', name: 'Thành phố Hồ Chí Minh', state: 'submitted' });
  await does(admin, `${NATION}/senders/79/acceptance`, {});
  const whole = await does(admin, `${NATION}/consolidation`, {}, 201);
  expect(whole).toMatchObject({
    version: 2,
    senders: 3,
    units: 4,
    totals: { measurements: 7, countedFixed: 6, countedMobile: 1 },
  });
  await does(admin, `${NATION}/senders/79/return`, { reason: 'Đã tổng hợp rồi' }, 409);
});

test('the nation’s papers, opened in LibreOffice, say the same', async () => {
  const file = async (name: string) => Buffer.from(await (await hub.as(admin, `${NATION}/${name}`)).arrayBuffer());
  const letter = readPrinted(await file('bao-cao.pdf'), 'pdf').replaceAll(/\s+/g, ' ');
  expect(letter).toContain('Có 3/35 địa phương, cơ quan gửi báo cáo được duyệt, gồm 4 đơn vị');
  expect(letter).toContain('7 lượt đo, trong đó 6 mẫu mạng cố định và 1 mẫu mạng di động');
  const workbook = await file('bieu-tong-hop.xlsx');
  const sums = readSheet(workbook).find((cells) => cells.includes('Tổng cộng'));
  expect(sums?.map((cell) => (cell === '' ? undefined : Number(cell))).slice(2, 11)).toEqual([
    4,
    undefined,
    0,
    0,
    0,
    0,
    7,
    6,
    1,
  ]);
  // Each page has all the columns, from the first to the notes.
  const pages = readPrinted(workbook, 'xlsx').trim().split('\f');
  for (const page of pages) expect(page).toMatch(/STT.+Ghi chú/s);
  const csv = (await file('bieu-tong-hop.csv')).toString().split('\r\n');
  expect(csv).toHaveLength(1 + 35 + 1);
  expect(csv.find((row) => row.startsWith('79,'))).toBe(
    '79,Thành phố Hồ Chí Minh,consolidated,1,2025-08-13,2025-09-12,1,0,0,0,0,0,2,2,0,true',
  );
});

test('a unit whose one device clicks again and again wants a look; the others do not', async () => {
  const clicks = Array.from({ length: 24 }, (_, i) => ({ device: 99, unitCode: 'b', kind: 'fixed' as const, i }));
  await hub.measure(clicks.map(({ i, ...one }) => ({ ...one, atMs: nowMs - 60_000 * (i + 1) })));
  const watch = await does(admin, '/api/v1/portal/nation/watch');
  // All that is received is received at the clock's time: 24 now, 7 two weeks before.
  expect(watch.intake).toEqual({ lastHour: 24, lastDay: 24, lastAt: new Date(nowMs).toISOString() });
  expect(watch.suspicious).toMatchObject([
    { unitCode: 'b', name: 'Sở B', provinceCode: '01', measurements: 25, devices: 2, busiest: 24 },
  ]);
  expect(watch.suspicious[0].signs).toEqual(expect.arrayContaining(['one-device', 'empty']));
});
