// A problem from the person who has it to the engineer who mends it, and back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const nowMs = Date.parse('2025-09-05T01:00:00Z');
const ID = '00000000-0000-4000-8000-00000000000b';
let hub: PortalHub;
let manager: string;
let engineer: string;
let number: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  engineer = await hub.signIn('kysu@viettel.example', [{ role: 'operator-engineer', operator: 'viettel' }]);
  const report = { id: ID, text: 'Mạng chậm mỗi buổi tối', contact: '0900', provinceCode: '01' };
  number = (await (await hub.as('', '/api/v1/problem-reports', report)).json()).number;
});
afterAll(() => hub[Symbol.asyncDispose]());

const problems = async (cookie: string) => (await (await hub.as(cookie, '/api/v1/portal/voices')).json()).problems;
const step = (cookie: string, body: unknown) => hub.as(cookie, `/api/v1/portal/voices/problems/${number}/steps`, body);
const state = async () => (await hub.as('', `/api/v1/problem-reports/${number}`)).json();

test('the province passes a problem on; the engineer sees it only then, answers, and the reporter reads the answer', async () => {
  expect(await problems(manager)).toMatchObject([{ number, contact: '0900', state: 'received' }]);
  expect(await problems(engineer)).toEqual([]);
  expect((await step(engineer, { state: 'working' })).status).toBe(403);
  expect((await step(manager, { state: 'passed-on' })).status).toBe(422);
  expect((await step(manager, { state: 'passed-on', operatorId: 'nobody' })).status).toBe(422);
  expect((await step(manager, { state: 'passed-on', operatorId: 'viettel' })).status).toBe(200);
  expect(await state()).toMatchObject({ state: 'passed-on' });
  expect(await problems(engineer)).toMatchObject([{ number, operatorId: 'viettel' }]);
  expect((await step(engineer, { state: 'answered' })).status).toBe(422);
  expect((await step(engineer, { state: 'answered', answer: 'Đã thay thiết bị trạm ngày 5/9.' })).status).toBe(200);
  expect(await state()).toMatchObject({ state: 'answered', answer: 'Đã thay thiết bị trạm ngày 5/9.' });
});

test('what is closed stays closed, and the log says who did it', async () => {
  expect((await step(manager, { state: 'closed' })).status).toBe(200);
  expect((await step(manager, { state: 'working' })).status).toBe(409);
  const { entries } = await (await hub.as(manager, '/api/v1/portal/audit')).json();
  expect(
    entries
      .filter(({ subject }: { subject: string }) => subject === number)
      .map(({ verb, person }: { verb: string; person: string }) => [verb, person]),
  ).toEqual([
    ['problem.closed', 'so@hanoi.example'],
    ['problem.answered', 'kysu@viettel.example'],
    ['problem.passed-on', 'so@hanoi.example'],
  ]);
});

test('an engineer plans and mends a white spot of the own network; everyone reads its state', async () => {
  const id = '00000000-0000-4000-8000-00000000000c';
  const spot = { id, observedAt: new Date(nowMs).toISOString(), area: { provinceCode: '01' }, operatorId: 'viettel' };
  expect((await hub.as('', '/api/v1/white-spots', spot)).status).toBe(201);
  const other = await hub.signIn('kysu@vnpt.example', [{ role: 'operator-engineer', operator: 'vnpt' }]);
  const stepOf = (cookie: string, state: string) =>
    hub.as(cookie, `/api/v1/portal/voices/white-spots/${id}/steps`, { state });
  expect((await stepOf(other, 'seen')).status).toBe(403);
  for (const state of ['planned', 'mended']) {
    expect((await stepOf(engineer, state)).status).toBe(200);
    const { whiteSpots } = await (await hub.as('', '/api/v1/white-spots?operator=viettel')).json();
    expect(whiteSpots).toEqual([{ provinceCode: '01', operatorId: 'viettel', observedOn: '2025-09-05', state }]);
  }
});
