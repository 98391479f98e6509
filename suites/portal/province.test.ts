// A whole month of a province of 100 communes and 40 agencies, from the poster's QR to the letter, every number derived here.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId } from '../../packages/hub/test/sample.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { readPrinted, readSheet } from './office.ts';
import { type Measured, openPortalHub, type PortalHub } from './portal-hub.ts';
import { readQr } from './read-qr.ts';

const MONTH = '2025-09';
const TARGET = 2;
const HOUR_MS = 3_600_000;
let nowMs = Date.parse('2025-08-25T03:00:00Z');
let mail: MailServer;
let hub: PortalHub;
let manager: string;
let month: string;
let codes: string[] = [];

/** How many devices the i-th unit brings: none, one, two or three. */
const devicesOf = (i: number) => i % 4;
/** Each device measures once fixed; of units of even number once mobile too. */
const fixedOf = devicesOf;
const mobileOf = (i: number) => (i % 2 === 0 ? devicesOf(i) : 0);
const sum = (figure: (i: number) => number) => codes.reduce((total, _, i) => total + figure(i), 0);
/** The unit that corrects its figure, and the one whose form stays returned. */
const [CORRECTED, RETURNED] = [6, 7];

beforeAll(async () => {
  mail = await openMailServer();
  hub = await openPortalHub(() => nowMs, { I_SPEED_SMTP_URL: mail.url });
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

async function read(path: string) {
  const answer = await hub.as(manager, path);
  expect(answer.status, path).toBe(200);
  return answer.json();
}

async function does(path: string, body: unknown, status = 200) {
  const answer = await hub.as(manager, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return answer.json();
}

test('140 units are imported and take part', async () => {
  const { communes } = await read('/api/v1/provinces/01/communes');
  const rows = [
    ...communes
      .slice(0, 100)
      .map(({ code, fullName }: { code: string; fullName: string }) => `xa-${code};${fullName};Xã;01;${code}`),
    ...Array.from({ length: 40 }, (_, i) => `cq-${i + 10};Cơ quan ${i + 10};Sở, ban, ngành;01;`),
  ].map((row: string) => `${row};${row.split(';')[0]}@hanoi.example`);
  const csv = ['Mã;Tên;Loại;Mã tỉnh;Mã xã;Thư điện tử', ...rows].join('\n');
  expect(await does('/api/v1/portal/units/import', csv)).toEqual({ imported: 140 });
  const campaign = await does(
    '/api/v1/portal/campaigns',
    {
      name: 'Đo Internet cùng i-Speed',
      provinceCode: '01',
      issuer: 'Sở Khoa học và Công nghệ thành phố Hà Nội',
      place: 'Hà Nội',
      letterNumber: '1234/SKHCN-BCVT',
      startsOn: '2025-08-13',
      endsOn: '2025-12-12',
      target: TARGET,
    },
    201,
  );
  expect(campaign).toMatchObject({ units: 140, currentMonth: MONTH });
  month = `/api/v1/portal/campaigns/${campaign.id}/months/${MONTH}`;
  codes = (await read(month)).lines.map(({ unit }: { unit: { code: string } }) => unit.code);
});

test('a poster’s code leads to its unit; who comes by it is the unit’s, and so are the measurements', async () => {
  const poster = await hub.as('', `/api/v1/materials/banner-728x90/png?link=/d/${codes[1]}`);
  const link = readQr(Buffer.from(await poster.arrayBuffer()));
  expect(link).toBe(`http://hub.example/d/${codes[1]}`);
  const measured: Measured[] = [];
  let device = 0;
  for (const [i, unitCode] of codes.entries())
    for (let n = 0; n < devicesOf(i); n += 1) {
      device += 1;
      const opened = await hub.as('', `/api/v1/units/${unitCode}/opens`, { installId: installId(device) });
      expect(opened.status).toBe(204);
      measured.push({ device, unitCode, kind: 'fixed', atMs: nowMs - HOUR_MS - device * 1_000 });
      if (i % 2 === 0) measured.push({ device, unitCode, kind: 'mobile', atMs: nowMs - 2 * HOUR_MS - device * 1_000 });
    }
  await hub.measure(measured);
  const board = await read(month);
  expect(board.totals).toMatchObject({
    installs: sum(devicesOf),
    accesses: sum(devicesOf),
    measurements: measured.length,
    countedFixed: sum(fixedOf),
    countedMobile: sum(mobileOf),
  });
  expect(board.counts).toMatchObject({
    all: 140,
    enoughFixed: sum((i) => Number(fixedOf(i) >= TARGET)),
    enoughMobile: sum((i) => Number(mobileOf(i) >= TARGET)),
    short: sum((i) => Number(fixedOf(i) < TARGET || mobileOf(i) < TARGET)),
  });
  const { counted } = await read('/api/v1/validity?from=2025-08-13&to=2025-09-12');
  expect(counted).toBe(board.totals.countedFixed + board.totals.countedMobile);
});

test('tables are taken as CSV and XLSX with the sums of the pages', async () => {
  const file = async (path: string) => {
    const answer = await hub.as(manager, `/api/v1/portal/tables/${path}`);
    expect(answer.status, path).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const csv = (await file('units?format=csv')).toString();
  const [heading = [], ...rows] = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const column = (name: string) => rows.reduce((total, cells) => total + Number(cells[heading.indexOf(name)]), 0);
  expect(rows).toHaveLength(140);
  expect(['installs', 'counted_fixed', 'counted_mobile'].map(column)).toEqual([
    sum(devicesOf),
    sum(fixedOf),
    sum(mobileOf),
  ]);
  const sums = readSheet(await file(`unit-days?format=xlsx&unit=${codes[2]}`)).at(-1);
  expect(sums?.[0]).toBe('Tổng cộng');
  expect(sums?.slice(1, 6).map(Number)).toEqual([2, 2, 4, 2, 2]);
  const communes = (await file('areas?format=csv&province=01')).toString().trim().split('\r\n');
  expect(communes).toHaveLength(1 + 126);
  const question = '/api/v1/statistics?from=2025-08-13&to=2025-09-12&indicator=download';
  const { totals } = await read(question);
  const sheet = await hub.as(manager, `${question}&format=xlsx`);
  const [, , names = [], ...cells] = readSheet(Buffer.from(await sheet.arrayBuffer()));
  expect(cells.map((row) => Number(row[names.indexOf('Mẫu')]))).toEqual(totals.map(({ n }: { n: number }) => n));
});

test('the reminder reaches every unit that is short, by mail', async () => {
  const short = codes.filter((_, i) => fixedOf(i) < TARGET || mobileOf(i) < TARGET);
  const sent = await does(`${month}/reminders`, {}, 201);
  expect(sent.mails.map(({ unitCode }: { unitCode: string }) => unitCode)).toEqual(short);
  expect(mail.taken.flatMap(({ to }) => to).sort()).toEqual(short.map((code) => `${code}@hanoi.example`).sort());
});

test('forms go up, one corrected, one returned; sum, letter and annex agree with the warehouse', async () => {
  nowMs = Date.parse('2025-09-14T01:00:00Z');
  const form = (i: number) => `${month}/units/${codes[i]}`;
  for (const figure of ['installs', 'installsTotal'])
    await does(`${form(CORRECTED)}/corrections`, { figure, to: 12, reason: 'Mười máy cài từ trước' });
  for (const i of codes.keys()) {
    await does(`${form(i)}/submission`, {});
    if (i === RETURNED) await does(`${form(i)}/return`, { reason: 'Kiểm tra lại số liệu' });
  }
  // Those with the system's own figures are taken at once; what was corrected has to be looked at.
  expect((await read(month)).counts).toMatchObject({ waiting: 139, plain: 138 });
  expect(await does(`${month}/acceptances`, {})).toEqual({ accepted: 138 });
  expect(await does(`${month}/acceptances`, {})).toEqual({ accepted: 0 });
  expect((await read(form(CORRECTED))).line.state).toBe('submitted');
  const { line, history } = await read(form(0));
  expect(line.state).toBe('accepted');
  expect(history.at(-1)).toMatchObject({ verb: 'accept', version: 1, person: 'so@hanoi.example' });
  await does(`${form(CORRECTED)}/acceptance`, {});
  const added = 12 - devicesOf(CORRECTED);
  const consolidated = await does(`${month}/consolidation`, {}, 201);
  expect(consolidated).toMatchObject({
    units: 139,
    missing: [{ code: codes[RETURNED], state: 'returned' }],
    totals: {
      installs: sum(devicesOf) + added - devicesOf(RETURNED),
      countedFixed: sum(fixedOf) - fixedOf(RETURNED),
      countedMobile: sum(mobileOf) - mobileOf(RETURNED),
    },
  });
  const file = async (name: string) => Buffer.from(await (await hub.as(manager, `${month}/${name}`)).arrayBuffer());
  const sums = readSheet(await file('bieu-tong-hop.xlsx')).find((cells) => cells.includes('Tổng cộng'));
  expect(sums?.slice(2, 9).map(Number)).toEqual([
    sum(devicesOf) + added,
    sum(devicesOf),
    sum(devicesOf) + added,
    sum(devicesOf),
    sum(fixedOf) + sum(mobileOf),
    sum(fixedOf),
    sum(mobileOf),
  ]);
  const letter = readPrinted(await file('bao-cao.docx'), 'docx').replaceAll(/\s+/g, ' ');
  expect(letter).toContain(`Hệ thống ghi nhận ${sum(fixedOf) + sum(mobileOf)} lượt đo`);
  expect(letter).toContain('Còn 1/140 đơn vị chưa nộp báo cáo');
});
