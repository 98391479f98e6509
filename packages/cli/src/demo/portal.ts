// Fills the demo's portal through the hub's own front door: units, people, a campaign, reports of two months, reminders, voices.

import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_PROVINCE, type Hub } from '@i-speed/hub';
import { writeCsv } from '@i-speed/reference';
import { DAY_MS } from '@i-speed/spec';
import { addMonths, dayOf } from '@i-speed/statistics';
import * as z from 'zod';
import type { Attribution, DemoUnit } from './attribute.ts';
import type { SimulatedClock } from './load.ts';

const ORIGIN = 'http://localhost';
const MOST_OPENINGS = 3_000;

const campaign = z.object({ id: z.string(), currentMonth: z.string() });

interface FilledPortal {
  readonly units: readonly DemoUnit[];
  readonly attribution: Attribution;
  readonly nowMs: number;
  /** In which the office's days are. */
  readonly timeZone: string;
}

/** Makes everything with the clock where it happened, and leaves it at `nowMs`. Throws where the hub refuses a step. */
export async function fillPortal(
  hub: Hub,
  clock: SimulatedClock,
  { units, attribution, nowMs, timeZone }: FilledPortal,
): Promise<void> {
  clock.nowMs = nowMs;
  for (const { name, email, grant } of DEMO_PEOPLE)
    await hub.createPerson({ name, email, grants: [grant], password: DEMO_PASSWORD });
  const { does, read } = await signIn(hub, 'tinh@demo.example');
  await does('/api/v1/portal/units/import', csvOf(units));
  for (const { unitCode, installId, atMs } of attribution.openings.slice(-MOST_OPENINGS)) {
    clock.nowMs = atMs;
    await does(`/api/v1/units/${unitCode}/opens`, { installId });
    await does('/api/v1/openings', { first: 'ever' });
    const againMs = atMs + DAY_MS;
    if (!comesBack(installId) || againMs > nowMs) continue;
    clock.nowMs = againMs;
    await does(`/api/v1/units/${unitCode}/opens`, { installId });
    await does('/api/v1/openings', { first: 'today' });
  }
  clock.nowMs = nowMs;
  const startsOn = dayOf(nowMs - 100 * DAY_MS, timeZone);
  const made = campaign.parse(
    await does('/api/v1/portal/campaigns', {
      name: 'Đo Internet cùng i-Speed',
      provinceCode: DEMO_PROVINCE,
      issuer: 'Sở Khoa học và Công nghệ thành phố Hà Nội',
      place: 'Hà Nội',
      letterNumber: '1234/SKHCN-BCVT',
      letterDate: startsOn,
      startsOn,
      endsOn: dayOf(nowMs + 265 * DAY_MS, timeZone),
      target: 30,
      remindDays: [1, 8],
    }),
  );
  // A body that meets few people at a counter is asked for half, from the beginning.
  clock.nowMs = nowMs - 100 * DAY_MS;
  await does(`/api/v1/portal/campaigns/${made.id}/targets`, 'code,target\nbao-hanoi,15\n');
  const before = addMonths(made.currentMonth, -1);
  const pathOf = (month: string) => `/api/v1/portal/campaigns/${made.id}/months/${month}`;
  // The month before: reminded, handed in, all but the last two taken, added up.
  clock.nowMs = Math.min(nowMs, Date.parse(`${before}-05T02:00:00Z`));
  const letter = await read(`${pathOf(before)}/reminder-draft/pdf`);
  await does(`/api/v1/portal/campaigns/${made.id}/letter?${named('Công văn mẫu.pdf')}`, letter);
  await does(`${pathOf(before)}/reminders`, {});
  clock.nowMs = Math.min(nowMs, Date.parse(`${before}-14T02:00:00Z`));
  for (const [i, { code }] of units.entries()) {
    if (i >= units.length - 2) break;
    await does(`${pathOf(before)}/units/${code}/submission`, {});
    if (i !== 3) await does(`${pathOf(before)}/units/${code}/acceptance`, {});
  }
  await does(`${pathOf(before)}/units/${units[3]?.code}/return`, { reason: 'Đề nghị kiểm tra lại số người cài đặt' });
  await does(`${pathOf(before)}/consolidation`, {});
  await does(`${pathOf(before)}/handing-up`, {});
  // The month that runs: some hand in early, with one figure corrected.
  clock.nowMs = nowMs;
  for (const { code } of units.slice(5, 17)) await does(`${pathOf(made.currentMonth)}/units/${code}/submission`, {});
  for (const { code } of units.slice(5, 10)) await does(`${pathOf(made.currentMonth)}/units/${code}/acceptance`, {});
  await does(`${pathOf(made.currentMonth)}/units/${units[1]?.code}/corrections`, {
    figure: 'accesses',
    to: 0,
    reason: 'Máy dùng chung ở bộ phận một cửa đã tính nơi khác',
  });
  await tellWork({ does, read }, `/api/v1/portal/campaigns/${made.id}`, dayOf(nowMs - 2 * DAY_MS, timeZone));
  await tellVoices(does, nowMs);
}

/** Every other install, by a digit of its pseudonym: it is opened again the day after. */
function comesBack(installId: string): boolean {
  return Number.parseInt(installId.slice(-2, -1), 16) % 2 === 0;
}

type Does = (path: string, body: unknown) => Promise<unknown>;

interface Session {
  readonly does: Does;
  /** Bytes of a file of the API. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

const kept = z.object({ id: z.number() });
const named = (name: string) => new URLSearchParams({ name });

/** Results with the very things that were spread as their evidence. */
async function tellWork({ does, read }: Session, path: string, happenedOn: string): Promise<void> {
  const results = [
    {
      result: { unitCode: 'bao-hanoi', kind: 'banner', quantity: 1, title: 'Banner i-Speed trên trang của báo' },
      file: { name: 'Banner đã đặt.png', from: '/api/v1/materials/banner-728x90/png?link=/d/bao-hanoi' },
    },
    {
      result: { unitCode: 'so-khcn', kind: 'session', quantity: 1, title: 'Tập huấn tổ công nghệ số' },
      file: { name: 'Tờ rơi đã phát.pdf', from: '/api/v1/materials/leaflet-a5/pdf?link=/d/so-khcn' },
    },
  ];
  for (const { result, file } of results) {
    const query = `${named(file.name)}&unitCode=${result.unitCode}`;
    const { id } = kept.parse(await does(`${path}/evidence?${query}`, await read(file.from)));
    await does(`${path}/results`, { ...result, happenedOn, fileId: id });
  }
  const wanted = { unitCode: 'so-khcn', kind: 'poster-a3', quantity: 50, address: 'Bộ phận một cửa' };
  await does(`${path}/prints`, wanted);
}

async function tellVoices(does: Does, nowMs: number): Promise<void> {
  const problems = [
    'Buổi tối từ 20 giờ mạng cáp quang rất chậm, gọi video bị giật.',
    'Nhà văn hóa xã không có sóng 4G.',
  ];
  for (const [i, text] of problems.entries()) {
    const id = `00000000-0000-4000-8000-0000000000a${i}`;
    await does('/api/v1/problem-reports', { id, text, contact: '0900 000 000', provinceCode: DEMO_PROVINCE });
  }
  for (const [i, operatorId] of ['viettel', 'vnpt', 'viettel'].entries()) {
    const id = `00000000-0000-4000-8000-0000000000b${i}`;
    const observedAt = new Date(nowMs - (i + 1) * DAY_MS).toISOString();
    await does('/api/v1/white-spots', { id, observedAt, area: { provinceCode: DEMO_PROVINCE }, operatorId });
  }
}

/** Asks as the person; of what is posted text goes as CSV, bytes as they are. */
async function signIn(hub: Hub, email: string): Promise<Session> {
  const send = async (path: string, cookie: string, post: RequestInit = {}, type = 'application/json') => {
    const headers = { cookie, origin: ORIGIN, 'content-type': type };
    const answer = await hub.api(new Request(`${ORIGIN}${path}`, { ...post, headers }));
    if (!answer.ok) throw new Error(`${path}: the hub answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const post = (path: string, body: unknown, cookie: string) => {
    if (typeof body === 'string') return send(path, cookie, { method: 'POST', body }, 'text/csv');
    if (body instanceof Uint8Array)
      return send(path, cookie, { method: 'POST', body: new Uint8Array(body) }, 'application/octet-stream');
    return send(path, cookie, { method: 'POST', body: JSON.stringify(body) });
  };
  const answer = await post('/api/v1/auth/sign-in/email', { email, password: DEMO_PASSWORD }, '');
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  return {
    async does(path, body) {
      const done = await post(path, body, cookie);
      return done.status === 204 ? undefined : done.json();
    },
    read: async (path) => new Uint8Array(await (await send(path, cookie)).arrayBuffer()),
  };
}

function csvOf(units: readonly DemoUnit[]): string {
  const lines = units.map(({ code, name, kind, communeCode }) => {
    return [code, name, kind, DEMO_PROVINCE, communeCode, `${code}@demo.example`];
  });
  return writeCsv([['code', 'name', 'kind', 'provinceCode', 'communeCode', 'email'], ...lines]);
}
