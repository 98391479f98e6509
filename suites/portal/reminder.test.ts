// Reminders over a real SMTP server: counted, logged mail by mail, and sent by the calendar once a day.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailServer, openMailServer, subjectOf } from './mail-server.ts';
import { readPrinted } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

// The 5th of September: in the window from 13 August to 12 September, whose form is due before the 15th.
let nowMs = Date.parse('2025-09-05T01:00:00Z');
let mail: MailServer;
let hub: PortalHub;
let manager: string;
let campaignId: string;

const UNITS = [
  'code,name,kind,provinceCode,email',
  'a,Sở A,department,01,a@x.example',
  'b,Sở B,department,01,gone@x.example',
  'c,Báo C,press,01,',
  'd,Đoàn D,mass-organisation,01,d@x.example',
].join('\n');

beforeAll(async () => {
  mail = await openMailServer(['gone@x.example']);
  hub = await openPortalHub(() => nowMs, { I_SPEED_SMTP_URL: mail.url, I_SPEED_MAIL_FROM: 'i-speed@hanoi.example' });
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  expect((await hub.as(manager, '/api/v1/portal/units/import', UNITS)).status).toBe(200);
  const draft = {
    name: 'Đo Internet cùng i-Speed',
    provinceCode: '01',
    issuer: 'Sở Khoa học và Công nghệ',
    place: 'Hà Nội',
    startsOn: '2025-08-13',
    endsOn: '2025-12-12',
    target: 1,
    remindDays: [6, 16],
  };
  campaignId = (await (await hub.as(manager, '/api/v1/portal/campaigns', draft)).json()).id;
  // Unit d alone has one measurement of each kind.
  const one = { device: 1, unitCode: 'd', atMs: nowMs - 3_600_000 };
  await hub.measure([
    { ...one, kind: 'fixed' },
    { ...one, kind: 'mobile', atMs: nowMs - 7_200_000 },
  ]);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

test('a reminder goes to the contacts of the units that are short, and the log says what became of each', async () => {
  const answer = await hub.as(manager, `/api/v1/portal/campaigns/${campaignId}/months/2025-09/reminders`, {});
  expect(answer.status).toBe(201);
  const sent = await answer.json();
  expect(sent).toMatchObject({ serial: 1, month: '2025-09', person: 'so@hanoi.example' });
  expect(sent.mails).toMatchObject([
    { unitCode: 'a', email: 'a@x.example', state: 'sent' },
    { unitCode: 'b', email: 'gone@x.example', state: 'failed', detail: expect.stringContaining('550') },
    { unitCode: 'c', state: 'no-address' },
  ]);
  expect(mail.taken.map(({ to }) => to)).toEqual([['a@x.example']]);
  const [taken] = mail.taken;
  if (taken === undefined) throw new Error('no mail was taken');
  expect(subjectOf(taken)).toBe('V/v đôn đốc sử dụng ứng dụng i-Speed tháng 9/2025 (lần 1)');
  expect(taken.source).toContain('From: i-speed@hanoi.example');
  expect(taken.source).toContain('filename=don-doc.docx');
});

test('the calendar reminds on the days of the campaign alone, once a day, and counts on', async () => {
  expect(await hub.hub.remindDue()).toBe(0);
  nowMs = Date.parse('2025-09-06T00:30:00Z');
  expect(await hub.hub.remindDue()).toBe(1);
  expect(await hub.hub.remindDue()).toBe(0);
  const second = mail.taken.at(-1);
  expect(second && subjectOf(second)).toBe('V/v đôn đốc sử dụng ứng dụng i-Speed tháng 9/2025 (lần 2)');
});

test('after the window’s end the closed month is chased: who had enough and sent no form is now late', async () => {
  nowMs = Date.parse('2025-09-16T00:30:00Z');
  expect(await hub.hub.remindDue()).toBe(1);
  const { reminders } = await (await hub.as(manager, `/api/v1/portal/campaigns/${campaignId}/reminders`)).json();
  expect(
    reminders.map((one: { serial: number; month: string; person: string }) => [one.serial, one.month, one.person]),
  ).toEqual([
    [1, '2025-09', 'so@hanoi.example'],
    [2, '2025-09', 'i-speed'],
    [3, '2025-09', 'i-speed'],
  ]);
  expect(reminders[2].mails.map(({ unitCode }: { unitCode: string }) => unitCode)).toEqual(['a', 'b', 'c', 'd']);
});

test('a reminder asks for the form before its day while that is to come, and at once when it is over', async () => {
  const draftOn = async (instant: string) => {
    nowMs = Date.parse(instant);
    const path = `/api/v1/portal/campaigns/${campaignId}/months/2025-09/reminder-draft/pdf`;
    const draft = await hub.as(manager, path);
    return readPrinted(Buffer.from(await draft.arrayBuffer()), 'pdf').replaceAll(/\s+/g, ' ');
  };
  expect(await draftOn('2025-09-14T01:00:00Z')).toContain('và nộp báo cáo trước ngày 15/9/2025./.');
  const late = await draftOn('2025-09-16T00:30:00Z');
  expect(late).toContain('và nộp ngay báo cáo còn thiếu, hạn trước ngày 15/9/2025 đã qua./.');
});

test('an invitation is mailed with the link, and the inviter does not see it', async () => {
  const invited = await hub.as(manager, '/api/v1/portal/people', {
    name: 'Nguyễn Văn A',
    email: 'nguyen@x.example',
    grants: [{ role: 'unit-officer', unitCode: 'a' }],
  });
  expect(invited.status).toBe(201);
  expect(await invited.json()).not.toHaveProperty('link');
  expect(mail.taken.at(-1)?.to).toEqual(['nguyen@x.example']);
});
