// A month of a province: from the list of its units to the consolidated form, every number from the warehouse.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId } from '../../packages/hub/test/sample.ts';
import { readPrinted, readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

let nowMs = Date.parse('2025-08-20T03:00:00Z');
let hub: PortalHub;
let manager: string;
let officer: string;
let campaignId: string;

const province = '01';
const MONTH = '2025-09';

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: province }]);
});
afterAll(() => hub[Symbol.asyncDispose]());

async function read(cookie: string, path: string) {
  const answer = await hub.as(cookie, path);
  expect(answer.status, `${path}: ${answer.status === 200 ? '' : await answer.clone().text()}`).toBe(200);
  return answer.json();
}

async function does(cookie: string, path: string, body: unknown, status = 200) {
  const answer = await hub.as(cookie, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return answer.json();
}

test('a list with wrong lines is not imported, and each wrong line is named', async () => {
  const csv =
    'Mã;Tên;Loại;Mã tỉnh;Mã xã\na;Sở A;Sở, ban, ngành;01;\nb;;Báo đài;01;\nc;Xã C;Xã;01;99999\na;Sở A2;Khác;79;\n';
  const problem = await does(manager, '/api/v1/portal/units/import', csv, 422);
  expect(problem.faults.map(({ path }: { path: string }) => path)).toEqual(['line 3', 'line 4', 'line 5', 'line 5']);
  expect((await hub.as('', '/api/v1/units/a')).status).toBe(404);
});

test('the right list is imported; links bring installs, openings and measurements', async () => {
  const { communes } = await read('', `/api/v1/provinces/${province}/communes`);
  const [first] = communes;
  const csv = `code,name,kind,provinceCode,communeCode,email\nstttt,"Sở Khoa học, Công nghệ",department,${province},,a@x.example\nxa-1,${first.fullName},commune,${province},${first.code},b@x.example\n`;
  expect(await does(manager, '/api/v1/portal/units/import', csv)).toEqual({ imported: 2 });
  officer = await hub.signIn('canbo@xa.example', [{ role: 'unit-officer', unitCode: 'xa-1' }]);
  const draft = {
    name: 'Đo Internet cùng i-Speed',
    provinceCode: province,
    issuer: 'Sở Khoa học và Công nghệ Hà Nội',
    place: 'Hà Nội',
    startsOn: '2025-08-13',
    endsOn: '2025-12-12',
    target: 2,
  };
  const campaign = await does(manager, '/api/v1/portal/campaigns', draft, 201);
  campaignId = campaign.id;
  expect(campaign).toMatchObject({ units: 2, currentMonth: MONTH, firstDay: 13, dueDay: 15 });

  for (const device of [1, 1, 2]) {
    const answer = await hub.as('', '/api/v1/units/xa-1/opens', { installId: installId(device) });
    expect(answer.status).toBe(204);
  }
  // Device 1 twice within 4 hours (one counts) and once on mobile; device 2 once, fixed.
  const kinds = [
    [1, 'fixed', 10],
    [1, 'fixed', 9],
    [1, 'mobile', 3],
    [2, 'fixed', 2],
  ] as const;
  await hub.measure(
    kinds.map(([device, kind, hoursAgo]) => ({ device, kind, unitCode: 'xa-1', atMs: nowMs - hoursAgo * 3_600_000 })),
  );
  const board = await read(manager, `/api/v1/portal/campaigns/${campaignId}/months/${MONTH}`);
  expect(board.window).toEqual({ from: '2025-08-13', to: '2025-09-12' });
  const line = board.lines.find(({ unit }: { unit: { code: string } }) => unit.code === 'xa-1');
  expect(line.system).toEqual({
    installs: 2,
    accesses: 3,
    installsTotal: 2,
    accessesTotal: 3,
    measurements: 4,
    countedFixed: 2,
    countedMobile: 1,
    devices: 2,
  });
  expect(line).toMatchObject({ state: 'draft', isSufficientFixed: true, isSufficientMobile: false, isLate: false });
});

test('a unit sees its own month day by day: what it brought, what is missing, the forecast', async () => {
  const own = await read(officer, '/api/v1/portal/units/xa-1/month');
  expect(own).toMatchObject({
    month: MONTH,
    window: { from: '2025-08-13', to: '2025-09-12' },
    target: 2,
    // 20 August to 12 September.
    daysLeft: 24,
    totals: { installs: 2, accesses: 3, measurements: 4, countedFixed: 2, countedMobile: 1, devices: 2 },
  });
  // 7 days and 10 hours of 31 days are over in Hà Nội.
  const elapsed = (7 + 10 / 24) / 31;
  expect(own.elapsed).toBeCloseTo(elapsed, 9);
  expect([own.forecastFixed, own.forecastMobile]).toEqual([Math.round(2 / elapsed), Math.round(1 / elapsed)]);
  expect(own.days).toHaveLength(8);
  // 10 hours before 10 o'clock is midnight: all four lie on the 20th.
  expect(own.days.at(-1)).toEqual({
    day: '2025-08-20',
    installs: 2,
    accesses: 3,
    measurements: 4,
    countedFixed: 2,
    countedMobile: 1,
    devices: 2,
  });
  expect(own.days[0]).toMatchObject({ day: '2025-08-13', measurements: 0 });
  expect((await read(officer, '/api/v1/portal/units/xa-1/month?month=2025-08')).totals.measurements).toBe(0);
});

test('an officer sees the own form alone, corrects with a reason, submits; the manager returns, accepts, adds up', async () => {
  const month = `/api/v1/portal/campaigns/${campaignId}/months/${MONTH}`;
  const own = await read(officer, month);
  expect(own.lines.map(({ unit }: { unit: { code: string } }) => unit.code)).toEqual(['xa-1']);
  const form = `${month}/units/xa-1`;
  await does(officer, `${form}/corrections`, { figure: 'installs', to: 9 }, 422);
  const corrected = await does(officer, `${form}/corrections`, {
    figure: 'installs',
    to: 9,
    reason: 'Bảy máy cài từ trước',
  });
  expect([corrected.system.installs, corrected.reported.installs]).toEqual([2, 9]);
  // More in a month than ever before together: the form contradicts itself.
  await does(officer, `${form}/submission`, {}, 422);
  await does(officer, `${form}/corrections`, { figure: 'installsTotal', to: 9, reason: 'Bảy máy cài từ trước' });
  expect(await does(officer, `${form}/submission`, {})).toMatchObject({
    state: 'submitted',
    version: 1,
    isLate: false,
  });
  await does(officer, `${form}/acceptance`, {}, 403);
  await does(manager, `${month}/units/stttt/acceptance`, {}, 409);
  await does(manager, `${form}/return`, { reason: 'Kiểm tra lại số cài đặt' });
  nowMs = Date.parse('2025-09-15T01:00:00Z');
  expect(await does(officer, `${form}/submission`, { note: 'Đã kiểm tra' })).toMatchObject({
    version: 2,
    isLate: true,
  });
  await does(manager, `${form}/acceptance`, {});
  const sum = await does(manager, `${month}/consolidation`, {}, 201);
  expect(sum).toMatchObject({
    version: 1,
    units: 1,
    totals: { installs: 9, accesses: 3, measurements: 4, countedFixed: 2 },
  });
  expect(sum.missing).toMatchObject([{ code: 'stttt', state: 'draft' }]);
  const { line, history } = await read(officer, form);
  expect(line.state).toBe('consolidated');
  expect(history.map(({ verb }: { verb: string }) => verb)).toEqual([
    'correct',
    'correct',
    'submit',
    'return',
    'submit',
    'accept',
    'consolidate',
  ]);
});

test('letter and annex, opened in LibreOffice, say what the board says', async () => {
  const month = `/api/v1/portal/campaigns/${campaignId}/months/${MONTH}`;
  const { totals } = await read(manager, month);
  const [docx, pdf] = [
    readPrinted(await paper('bao-cao.docx'), 'docx'),
    readPrinted(await paper('bao-cao.pdf'), 'pdf'),
  ];
  for (const printed of [docx, pdf]) {
    const words = printed.replaceAll(/\s+/g, ' ');
    for (const part of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Nơi nhận:', 'PHỤ LỤC'])
      expect(words).toContain(part);
    expect(words).toContain('ỦY BAN NHÂN DÂN');
    expect(words).toContain('Hà Nội, ngày 15 tháng 9 năm 2025');
    expect(words).toContain(`Trong tháng có ${totals.installs} người cài đặt, ${totals.accesses} lượt truy cập`);
    expect(words).toContain('Số người cài đặt trong tháng: hệ thống 2, báo cáo 9');
    const [, annex = ''] = printed.split('PHỤ LỤC');
    expect(
      annex
        .match(/Tổng cộng +([\d ]+)/)?.[1]
        ?.trim()
        .split(/ +/)
        .map(Number),
    ).toEqual([
      totals.installs,
      totals.accesses,
      totals.installsTotal,
      totals.accessesTotal,
      totals.countedFixed,
      totals.countedMobile,
    ]);
  }
  const csv = (await paper('bieu-tong-hop.csv')).toString();
  expect(csv.split('\r\n')).toHaveLength(4);
  const sums = readSheet(await paper('bieu-tong-hop.xlsx')).find((cells) => cells.includes('Tổng cộng'));
  expect(sums?.slice(2, 9).map(Number)).toEqual([
    totals.installs,
    totals.accesses,
    totals.installsTotal,
    totals.accessesTotal,
    totals.measurements,
    totals.countedFixed,
    totals.countedMobile,
  ]);

  async function paper(name: string): Promise<Buffer> {
    const answer = await hub.as(manager, `${month}/${name}`);
    expect(answer.status, name).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  }
});
