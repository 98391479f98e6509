// What goes wrong between people: two at one form, a letter about nobody, a mail server that is gone, a place that is not there.
import type { Fault } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';
import { readQr } from './read-qr.ts';

const PORTAL = '/api/v1/portal';
const DRAFT = {
  name: 'Đo',
  provinceCode: '01',
  issuer: 'Sở Khoa học và Công nghệ',
  place: 'Hà Nội',
  startsOn: '2025-08-13',
  endsOn: '2026-12-12',
};
let nowMs = Date.parse('2025-09-05T01:00:00Z');
let hub: PortalHub;
let admin: string;
let manager: string;
let officer: string;
let campaign: string;

beforeAll(async () => {
  // A port on which nobody listens: every mail fails at once.
  hub = await openPortalHub(() => nowMs, { I_SPEED_SMTP_URL: 'smtp://127.0.0.1:1' });
  admin = await hub.signIn('admin@x.example', [{ role: 'national-admin' }]);
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  officer = await hub.signIn('a@hanoi.example', [{ role: 'unit-officer', unitCode: 'a' }]);
  const lines = ['a,Sở A,department,01,a@hanoi.example', 'b,Sở B,department,01,', 'z,Sở Z,department,79,'];
  await does(admin, `${PORTAL}/units/import`, ['code,name,kind,provinceCode,email', ...lines].join('\n'));
  campaign = `${PORTAL}/campaigns/${(await does(manager, `${PORTAL}/campaigns`, DRAFT, 201)).id}`;
});
afterAll(() => hub[Symbol.asyncDispose]());

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';

async function does(cookie: string, path: string, body?: unknown, status = 200) {
  const answer = await hub.as(cookie, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return status === 204 ? undefined : answer.json();
}

test('of two who correct a form at once each is told the truth: what was taken is kept', async () => {
  const form = `${campaign}/months/2025-09/units/a`;
  const both = [
    { figure: 'installs', to: 0, reason: 'Người thứ nhất sửa' },
    { figure: 'accesses', to: 0, reason: 'Người thứ hai sửa' },
  ];
  const answers = await Promise.all(both.map((body) => hub.as(officer, `${form}/corrections`, body)));
  const taken = both.filter((_, i) => answers[i]?.status === 200).map(({ reason }) => reason);
  expect(answers.map(({ status }) => status)).toContain(200);
  const { line } = await does(officer, form);
  expect(line.corrections.map(({ reason }: { reason: string }) => reason)).toEqual(taken);
});

test('a returned form that is submitted twice has one version more', async () => {
  const form = `${campaign}/months/2025-09/units/b`;
  await does(manager, `${form}/submission`, {});
  await does(manager, `${form}/return`, { reason: 'Kiểm tra lại' });
  const answers = await Promise.all([1, 2].map(() => hub.as(manager, `${form}/submission`, {})));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await does(manager, form)).line).toMatchObject({ version: 2, state: 'submitted' });
});

test('a correction says why, and by how much', async () => {
  const form = `${campaign}/months/2025-09/units/a/corrections`;
  const { faults } = await does(officer, form, { figure: 'installs' }, 422);
  expect(faults.map(({ path, kind }: Fault) => [path, kind])).toEqual([
    ['to', 'missing'],
    ['reason', 'missing'],
  ]);
  const short = await does(officer, form, { figure: 'installs', to: 1, reason: 'Sai' }, 422);
  expect(short.faults).toMatchObject([{ path: 'reason', kind: 'too-short', limit: 5 }]);
});

test('all that is wrong with a campaign is told at once, each of its kind', async () => {
  const wrong = { ...DRAFT, name: ' ', startsOn: '2026-12-13', dueDay: 31, remindDays: [0] };
  const { faults } = await does(manager, `${PORTAL}/campaigns`, wrong, 422);
  const told = faults.map(({ message: _, ...fault }: Fault) => fault);
  expect(told.sort((a: Fault, b: Fault) => a.path.localeCompare(b.path))).toEqual([
    { path: 'dueDay', kind: 'too-large', limit: 28 },
    { path: 'endsOn', kind: 'before-start' },
    { path: 'name', kind: 'missing' },
    { path: 'remindDays[0]', kind: 'too-small', limit: 1 },
  ]);
});

test('a campaign without units asks nobody and tells nothing of them', async () => {
  const made = await does(manager, `${PORTAL}/campaigns`, { ...DRAFT, unitCodes: [] }, 201);
  const month = `${PORTAL}/campaigns/${made.id}/months/2025-09`;
  expect(await does(manager, month)).toMatchObject({ lines: [], counts: { all: 0, short: 0 } });
  await does(manager, `${month}/reminders`, {}, 409);
  await does(manager, `${month}/consolidation`, {}, 409);
  const paper = Buffer.from(await (await hub.as(manager, `${month}/bao-cao.pdf`)).arrayBuffer());
  const letter = readPrinted(paper, 'pdf').replaceAll(/\s+/g, ' ');
  expect(letter).toContain('Đợt chưa có đơn vị nào tham gia');
  expect(letter).not.toContain('Tất cả các đơn vị đã nộp báo cáo');
});

test('a unit that is imported later joins when it is asked in, once, and only where it belongs', async () => {
  const csv = 'code,name,kind,provinceCode\nc,Sở C,department,01\ny,Sở Y,department,79\n';
  await does(admin, `${PORTAL}/units/import`, csv);
  expect((await does(manager, `${campaign}/months/2025-09`)).lines).toHaveLength(2);
  expect(await does(manager, `${campaign}/units`, {})).toEqual({ added: 1 });
  expect(await does(manager, `${campaign}/units`, {})).toEqual({ added: 0 });
  const { lines } = await does(manager, `${campaign}/months/2025-09`);
  expect(lines.map(({ unit }: { unit: { code: string } }) => unit.code)).toEqual(['a', 'b', 'c']);
  await does(officer, `${campaign}/units`, {}, 403);
});

test('a campaign’s poster leads to a choice of the units that take part', async () => {
  const { campaigns } = await does(manager, `${PORTAL}/campaigns`);
  const { code } = campaigns.find(({ id }: { id: string }) => campaign.endsWith(id));
  const poster = await hub.as('', `/api/v1/materials/poster-a3/png?title=${encodeURIComponent('Đo')}&link=/c/${code}`);
  expect(readQr(Buffer.from(await poster.arrayBuffer()))).toBe(`http://hub.example/c/${code}`);
  const read = (q: string) => does('', `/api/v1/campaigns/${code}?${new URLSearchParams({ q })}`);
  expect(await read('')).toMatchObject({ name: 'Đo', found: 3, units: [{ code: 'a' }, { code: 'b' }, { code: 'c' }] });
  expect(await read('SỞ b')).toMatchObject({ found: 1, units: [{ code: 'b', name: 'Sở B' }] });
  expect(await (await hub.as('', `/api/v1/campaigns/${code}/qr.svg`)).text()).toContain('<svg');
  await does('', '/api/v1/campaigns/khong-co', undefined, 404);
});

test('a window over the year’s end is the month of the year that begins', async () => {
  nowMs = Date.parse('2025-12-20T01:00:00Z');
  const [{ currentMonth }] = (await does(officer, `${PORTAL}/campaigns`)).campaigns;
  expect(currentMonth).toBe('2026-01');
  expect(await does(officer, `${campaign}/months/2026-01`)).toMatchObject({
    window: { from: '2025-12-13', to: '2026-01-12' },
    dueOn: '2026-01-15',
  });
});

test('a reminder tells of each mail that did not go, and why', async () => {
  const { mails } = await does(manager, `${campaign}/months/2026-01/reminders`, {}, 201);
  expect(mails).toEqual([
    { unitCode: 'a', email: 'a@hanoi.example', state: 'failed', detail: expect.stringContaining('ECONNREFUSED') },
    { unitCode: 'b', state: 'no-address' },
    { unitCode: 'c', state: 'no-address' },
  ]);
});

test('who is invited while the mail server is gone gets in by the link that the inviter is told', async () => {
  // Links are judged by the machine's own clock.
  nowMs = Date.now();
  const invited = { name: 'Cán bộ B', email: 'b@hanoi.example', grants: [{ role: 'unit-officer', unitCode: 'b' }] };
  const { link } = await does(manager, `${PORTAL}/people`, invited, 201);
  const token = new URL(link).searchParams.get('token');
  const newPassword = 'mot mat khau moi';
  await does('', '/api/v1/auth/reset-password', { token, newPassword });
  await does('', '/api/v1/auth/sign-in/email', { email: invited.email, password: newPassword });
  await does('', '/api/v1/auth/reset-password', { token, newPassword: 'mot mat khau nua' }, 400);
});

test('a link that is too old or lost is given anew, and who leaves is out at once', async () => {
  const { people } = await does(manager, `${PORTAL}/people`);
  const { id } = people.find(({ email }: { email: string }) => email === 'b@hanoi.example');
  const newPassword = 'mot mat khau khac';
  const set = async (linkMs: number, status: number) => {
    nowMs = linkMs;
    const { link } = await does(manager, `${PORTAL}/people/${id}/link`, {}, 201);
    nowMs = Date.now();
    const token = new URL(link).searchParams.get('token');
    await does('', '/api/v1/auth/reset-password', { token, newPassword }, status);
  };
  await set(Date.now() - 8 * 86_400_000, 400);
  await set(Date.now() - 6 * 86_400_000, 200);
  const cookie = cookieOf(
    await hub.as('', '/api/v1/auth/sign-in/email', { email: 'b@hanoi.example', password: newPassword }),
  );
  await does(cookie, `${PORTAL}/me`);
  await does(manager, `${PORTAL}/people/${id}/removal`, {}, 204);
  await does(cookie, `${PORTAL}/me`, undefined, 401);
  await does(manager, `${PORTAL}/people/${id}/removal`, {}, 404);
  const own = (await does(manager, `${PORTAL}/me`)).id;
  await does(manager, `${PORTAL}/people/${own}/removal`, {}, 409);
});

test('nobody is given a place that is not there, or a role over another’s', async () => {
  const invite = (cookie: string, grant: object, status: number) =>
    does(cookie, `${PORTAL}/people`, { name: 'C', email: 'c@x.example', grants: [grant] }, status);
  await invite(admin, { role: 'unit-officer', unitCode: 'khong-co' }, 422);
  await invite(admin, { role: 'province-manager', provinceCode: '99' }, 422);
  await invite(admin, { role: 'operator-engineer', operator: 'khong-co' }, 422);
  await invite(manager, { role: 'unit-officer', unitCode: 'z' }, 403);
  await invite(manager, { role: 'national-viewer' }, 403);
  await invite(manager, { role: 'unit-officer', unitCode: 'b', provinceCode: '01' }, 422);
});

test('a province’s log is not crowded out by what others do', async () => {
  const words = { email: 'nobody@x.example', password: 'khong dung dau ca' };
  for (let i = 0; i < 8; i += 1) await does('', '/api/v1/auth/sign-in/email', words, 401);
  const { entries } = await does(manager, `${PORTAL}/audit?limit=5`);
  expect(entries).toHaveLength(5);
  expect(entries[0]).toMatchObject({ verb: 'person.remove', provinceCode: '01' });
  const table = await (await hub.as(manager, `${PORTAL}/tables/audit?format=csv`)).text();
  expect(table.split('\r\n')[1]).toContain(
    'so@hanoi.example,xóa tài khoản,person.remove,b@hanoi.example,b@hanoi.example,Hà Nội,01,Sở B,b',
  );
  const people = await (await hub.as(manager, `${PORTAL}/tables/people?format=csv`)).text();
  expect(people.trim().split('\r\n').slice(1)).toEqual([
    'a@hanoi.example,a@hanoi.example,Cán bộ đơn vị,unit-officer,Sở A,a',
    'so@hanoi.example,so@hanoi.example,Quản lý cấp tỉnh,province-manager,Hà Nội,01',
  ]);
  const points = await (await hub.as('', '/api/v1/points?format=csv')).text();
  expect(points).toContain('p1,Một,,,,Trạm trung chuyển,');
});

test('a sign that belongs to no text, and the year 26, are told and not kept', async () => {
  const nul = { ...DRAFT, name: 'Đo\u0000' };
  expect((await does(manager, `${PORTAL}/campaigns`, nul, 422)).detail).toContain('NUL');
  const table = 'code,name,kind,provinceCode\nc,Sở\u0000 C,department,01\n';
  expect((await does(manager, `${PORTAL}/units/import`, table, 422)).faults).toHaveLength(1);
  const { faults } = await does(manager, `${PORTAL}/campaigns`, { ...DRAFT, startsOn: '0026-12-20' }, 422);
  expect(faults.map(({ path, kind }: Fault) => [path, kind])).toEqual([['startsOn', 'form']]);
});
