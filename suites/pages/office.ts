// A small office for tests of the portal's pages: an administrator, a manager, an officer, two units and a campaign that runs.
import type { Page } from '@i-speed/testbed';
import { expect } from 'vitest';
import { hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { submissionAt } from '../../packages/hub/test/sample.ts';

/** Measurements without ticket and receipt are taken. */
const OPEN = { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' };
const PASSWORD = 'mot mat khau dai';
const DAY_MS = 86_400_000;

export const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);

export interface Office {
  readonly campaignId: string;
  /** The month that runs, and the one whose form is collected: on some days they differ. */
  readonly month: string;
  readonly dueMonth: string;
}

/** Nine measurements of a device in an hour, of which the rule of pace sets three aside. */
const HASTE = Array.from({ length: 9 }, (_, i) => 90 - 6 * i);

/** Three people, two units, a campaign, and one device that measured in haste for the first unit: made through the hub's own door while nobody else holds the folder. */
export async function fillOffice(folder: string): Promise<Office> {
  await using hub = await openHub(hubConfig({ I_SPEED_DATA: folder, LOG_LEVEL: 'silent', ...OPEN }));
  const admin = { name: 'Quản trị', email: 'admin@x.example', password: PASSWORD };
  await hub.createPerson({ ...admin, grants: [{ role: 'national-admin' }] });
  const officer = { name: 'Cán bộ', email: 'canbo@x.example', password: PASSWORD };
  await hub.createPerson({ ...officer, grants: [{ role: 'unit-officer', unitCode: 'so-khcn' }] });
  const manager = { name: 'Trưởng phòng', email: 'truongphong@x.example', password: PASSWORD };
  await hub.createPerson({ ...manager, grants: [{ role: 'province-manager', provinceCode: '01' }] });
  const origin = 'http://hub.example';
  const post = async (path: string, body: unknown, cookie = '') => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { origin, cookie, 'content-type': type };
    const answer = await hub.api(new Request(origin + path, { method: 'POST', headers, body: sent }));
    expect(answer.ok, path).toBe(true);
    return answer;
  };
  const signedIn = await post('/api/v1/auth/sign-in/email', { email: admin.email, password: PASSWORD });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  const units =
    'code,name,kind,provinceCode\nso-khcn,Sở Khoa học và Công nghệ,department,01\nbao,Báo Hà Nội,press,01\n';
  await post('/api/v1/portal/units/import', units, cookie);
  const draft = {
    name: 'Đo Internet cùng i-Speed',
    provinceCode: '01',
    issuer: 'Sở Khoa học và Công nghệ',
    place: 'Hà Nội',
    startsOn: dayOf(Date.now() - 40 * DAY_MS),
    endsOn: dayOf(Date.now() + 90 * DAY_MS),
  };
  for (const minutes of HASTE)
    await post('/api/v1/measurements', submissionAt(Date.now() - minutes * 60_000, { unitCode: 'so-khcn' }));
  const made = await (await post('/api/v1/portal/campaigns', draft, cookie)).json();
  return { campaignId: made.id, month: made.currentMonth, dueMonth: made.dueMonth };
}

/** Signs in by the form, in Vietnamese. */
export async function signInTo(url: string, page: Page, email: string): Promise<void> {
  await page.goto(`${url}/dang-nhap?next=/quan-tri`);
  await enter(page, email);
  await page.waitForURL(({ pathname }) => pathname === '/quan-tri');
}

/** Signs in on the sign-in page that is open. */
export async function enter(page: Page, email: string): Promise<void> {
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}
