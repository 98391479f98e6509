// Printed material and other work: asked for, sent, received; entered once with evidence, and told in the month's letter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted, readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const nowMs = Date.parse('2025-09-05T01:00:00Z');
let hub: PortalHub;
let manager: string;
let officer: string;
let campaign: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  officer = await hub.signIn('a@hanoi.example', [{ role: 'unit-officer', unitCode: 'a' }]);
  await does(
    manager,
    '/api/v1/portal/units/import',
    'code,name,kind,provinceCode\na,Báo A,press,01\nb,Sở B,department,01\n',
  );
  const days = { startsOn: '2025-08-13', endsOn: '2025-12-12' };
  const draft = { name: 'Đo', provinceCode: '01', issuer: 'Sở KHCN', place: 'Hà Nội', ...days };
  campaign = `/api/v1/portal/campaigns/${(await does(manager, '/api/v1/portal/campaigns', draft, 201)).id}`;
});
afterAll(() => hub[Symbol.asyncDispose]());

async function does(cookie: string, path: string, body?: unknown, status = 200) {
  const answer = await hub.as(cookie, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return status === 204 ? undefined : answer.json();
}

test('a unit asks for posters, the province sends them, the unit says that they came', async () => {
  const wanted = { unitCode: 'a', kind: 'poster-a3', quantity: 40, address: '1 Phố Huế, Hà Nội' };
  const { id } = await does(officer, `${campaign}/prints`, wanted, 201);
  await does(officer, `${campaign}/prints`, { ...wanted, unitCode: 'b' }, 403);
  await does(officer, `${campaign}/prints/${id}/receipt`, {}, 409);
  await does(manager, `${campaign}/prints/${id}/steps`, { state: 'sent', answer: 'Bưu gửi 12/9' });
  expect(await does(officer, `${campaign}/prints/${id}/receipt`, {})).toMatchObject({ ...wanted, state: 'received' });
  expect((await does(officer, `${campaign}/prints`)).prints).toMatchObject([{ id, answer: 'Bưu gửi 12/9' }]);
  await does(manager, `${campaign}/prints/${id}/steps`, { state: 'refused' }, 409);
});

test('a result stands once, with its evidence, and not before it happened', async () => {
  const article = { unitCode: 'a', kind: 'article', happenedOn: '2025-09-01', quantity: 3, title: 'Đo Internet' };
  await does(officer, `${campaign}/results`, article, 422);
  const link = 'https://bao.example/do-internet';
  await does(officer, `${campaign}/results`, { ...article, link }, 201);
  await does(officer, `${campaign}/results`, { ...article, link }, 409);
  await does(officer, `${campaign}/results`, { ...article, link, happenedOn: '2025-09-06' }, 422);
  const session = {
    unitCode: 'b',
    kind: 'session',
    happenedOn: '2025-08-20',
    quantity: 1,
    title: 'Tập huấn',
    evidence: 'Biên bản số 7',
  };
  await does(manager, `${campaign}/results`, session, 201);
  // Before the month's window: in the campaign, not in this month's letter.
  const early = await does(manager, `${campaign}/results`, { ...session, happenedOn: '2025-08-12' }, 201);
  expect((await does(manager, `${campaign}/results`)).results).toHaveLength(3);
  expect((await does(officer, `${campaign}/results`)).results).toMatchObject([{ unitName: 'Báo A', link }]);
  const answer = await hub.as(manager, `${campaign}/months/2025-09/bao-cao.pdf`);
  const letter = readPrinted(Buffer.from(await answer.arrayBuffer()), 'pdf').replaceAll(/\s+/g, ' ');
  expect(letter).toContain(
    'Các hoạt động khác trong kỳ: 3 tin, bài; 1 hội nghị, buổi hướng dẫn (chi tiết tại Phụ lục II)',
  );
  for (const part of ['PHỤ LỤC I ', 'PHỤ LỤC II ', 'Biên bản số 7', '20/8/2025']) expect(letter).toContain(part);
  expect(letter).not.toContain('12/8/2025');
  await does(manager, `${campaign}/results/${early.id}/withdrawal`, { reason: 'Nhập nhầm ngày' }, 204);
  expect((await does(manager, `${campaign}/results`)).results).toHaveLength(2);
});

test('the lists of results and of print requests as spreadsheets name the campaign and write dates as people do', async () => {
  const id = campaign.split('/').at(-1);
  const rowsOf = async (table: string) => {
    const answer = await hub.as(manager, `/api/v1/portal/tables/${table}?format=xlsx&campaign=${id}`);
    expect(answer.status).toBe(200);
    return readSheet(Buffer.from(await answer.arrayBuffer()));
  };
  const results = await rowsOf('results');
  expect(results.flat()).toContain('Đợt: Đo');
  expect(results.slice(3).map(([day, unit]) => [day, unit])).toEqual([
    ['01/09/2025', 'Báo A'],
    ['20/08/2025', 'Sở B'],
  ]);
  expect((await rowsOf('prints'))[3]?.slice(0, 2)).toEqual(['05/09/2025 08:00', 'Báo A']);
});

test('a file of evidence is kept with its result and read by those of its scope', async () => {
  const pdf = '%PDF-1.7 biên bản';
  const other = await hub.signIn('b@hanoi.example', [{ role: 'unit-officer', unitCode: 'b' }]);
  const file = await does(
    officer,
    `${campaign}/evidence?unitCode=a&name=${encodeURIComponent('../Biên bản.pdf')}`,
    pdf,
    201,
  );
  expect(file).toEqual({
    id: file.id,
    name: 'Biên bản.pdf',
    mediaType: 'application/pdf',
    sizeBytes: Buffer.byteLength(pdf),
  });
  const result = { kind: 'poster', happenedOn: '2025-09-03', quantity: 5, title: 'Treo áp phích', fileId: file.id };
  await does(manager, `${campaign}/results`, { ...result, unitCode: 'b' }, 422);
  const { id } = await does(officer, `${campaign}/results`, { ...result, unitCode: 'a' }, 201);
  const { results } = await does(manager, `${campaign}/results`);
  expect(results.find((one: { id: number }) => one.id === id)).toMatchObject({ file });
  const answer = await hub.as(manager, `${campaign}/files/${file.id}`);
  expect(await answer.text()).toBe(pdf);
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf");
  await does(other, `${campaign}/files/${file.id}`, undefined, 403);
  await does(officer, `${campaign}/results/${id}/withdrawal`, { reason: 'Nhập nhầm' }, 204);
  await does(manager, `${campaign}/files/${file.id}`, undefined, 404);
});

test('what is no PDF, JPEG or PNG, or too large, is not kept', async () => {
  const path = `${campaign}/evidence?unitCode=a&name=a.pdf`;
  await does(officer, path, '<script>alert(1)</script>', 422);
  await does(officer, path, `%PDF-${'x'.repeat(5 * 1024 * 1024)}`, 413);
});

test('a campaign has one issuing letter, which its units read', async () => {
  await does(officer, `${campaign}/letter?name=a.pdf`, '%PDF-1', 403);
  const first = await does(manager, `${campaign}/letter?name=mot.pdf`, '%PDF-1', 201);
  const second = await does(manager, `${campaign}/letter?name=hai.pdf`, '%PDF-2', 201);
  const { campaigns } = await does(officer, '/api/v1/portal/campaigns');
  expect(campaigns).toMatchObject([{ letterFile: second }]);
  expect(await (await hub.as(officer, `${campaign}/files/${second.id}`)).text()).toBe('%PDF-2');
  await does(manager, `${campaign}/files/${first.id}`, undefined, 404);
  const stranger = await hub.signIn('hcm@x.example', [{ role: 'province-manager', provinceCode: '79' }]);
  await does(stranger, `${campaign}/files/${second.id}`, undefined, 403);
});
