// The portal's main screens in Chromium, in Vietnamese: signed in by the form, every page without a serious fault of axe or sideways
// scrolling, a result entered and a form submitted by hand. Pictures go to test-results/portal/.
import { mkdirSync } from 'node:fs';
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';
import { dayOf, fillOffice, signInTo } from './office.ts';
import { findSerious } from './serious.ts';

const pictureFolder = new URL('../../test-results/portal/', import.meta.url).pathname;
/** The first start may build the pages, and there are two of them. */
const PATIENCE_MS = 300_000;
const DAY_MS = 86_400_000;
let stack: Stack;
let campaignId = '';
/** The month that runs, and the one whose form is collected: on some days they differ. */
let month = '';
let dueMonth = '';

beforeAll(async () => {
  mkdirSync(pictureFolder, { recursive: true });
  stack = await bootStack({
    prepare: async (folder) => {
      ({ campaignId, month, dueMonth } = await fillOffice(folder));
    },
  });
}, PATIENCE_MS);
afterAll(() => stack?.[Symbol.asyncDispose]());

const signIn = (page: Page, email: string) => signInTo(stack.url, page, email);

async function look(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(stack.url + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  expect(await findSerious(page), path).toEqual([]);
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflowPx, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
  const name = heading instanceof RegExp ? heading.source : heading;
  await page.screenshot({ path: `${pictureFolder}${name.replaceAll(/[^\p{L}\d]+/gu, '-')}.png`, fullPage: true });
}

test('figures of the portal lead to how they are made', async () => {
  const { page } = await visit();
  await signIn(page, 'admin@x.example');
  const board = `/quan-tri/dot/${campaignId}/${month}`;
  const paths = ['don-vi', 'don-vi/so-khcn', `tong-hop/${month}`, 'dia-ban', 'mang', 'ca-nuoc'];
  const targets = new Set<string>();
  for (const path of [board, ...paths.map((one) => `/quan-tri/${one}`)]) {
    await page.goto(stack.url + path);
    const link = page.getByRole('link', { name: 'Các số này được tính thế nào' });
    targets.add((await link.first().getAttribute('href', { timeout: 5_000 })) ?? path);
  }
  expect([...targets].sort()).toEqual([
    '/phuong-phap/counting#figures-of-a-unit',
    '/phuong-phap/counting#sufficiency',
    '/phuong-phap/indicators#median',
  ]);
  await page.goto(`${stack.url}/phuong-phap/counting#figures-of-a-unit`);
  await page.getByRole('heading', { name: 'Số liệu của đơn vị' }).waitFor();
});

test('an officer sees the own month, enters a result and submits the form', async () => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 740 } });
  await signIn(page, 'canbo@x.example');
  await look(page, '/quan-tri', 'Đợt tuyên truyền');
  await look(page, '/quan-tri/don-vi/so-khcn', 'Sở Khoa học và Công nghệ');
  await page.getByText('Còn thiếu 300').first().waitFor();
  const suspicion = page.getByRole('region', { name: 'Lượt đo bị nghi gian lận' });
  const cells = await suspicion.locator('tr[data-reason="scripted-pace"]').locator('th, td').allTextContents();
  expect(cells.map((text) => text.trim().replace(',0', ''))).toEqual([
    'đo theo nhịp của máy tự động',
    '3',
    '1',
    '100%',
    '100%',
  ]);
  const rule = suspicion.getByRole('link', { name: 'đo theo nhịp của máy tự động' });
  expect(await rule.getAttribute('href')).toBe('/phuong-phap/validity#scripted-pace');
  await look(page, `/quan-tri/dot/${campaignId}/${month}`, 'Đo Internet cùng i-Speed');
  const uncounted = page.locator('tr', { hasText: 'Sở Khoa học' }).locator('[data-reason="scripted-pace"]');
  expect((await uncounted.innerText()).replace(',0', '')).toBe(
    'đo theo nhịp của máy tự động: 3 lượt bị loại, điểm 100%',
  );
  await look(page, `/quan-tri/dot/${campaignId}/hoat-dong`, 'Ấn phẩm và hoạt động khác');
  await page.getByText('Nhập kết quả').click();
  const entry = page.locator('form[action="?/result"]');
  await entry.getByLabel('Ngày thực hiện').fill(dayOf(Date.now() - 2 * DAY_MS));
  await entry.getByLabel('Nội dung, nơi thực hiện').fill('Tập huấn tổ công nghệ số');
  // Larger than a page's body may be unless the hub says otherwise.
  const buffer = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600_000)]);
  await entry.getByLabel(/^Hoặc tệp/).setInputFiles({ name: 'Biên bản số 7.pdf', mimeType: 'application/pdf', buffer });
  await entry.getByRole('button', { name: 'Lưu' }).click();
  await page.getByRole('cell', { name: 'Tập huấn tổ công nghệ số' }).waitFor();
  await page.getByRole('link', { name: 'Biên bản số 7.pdf' }).waitFor();
  await look(page, '/quan-tri/nhat-ky', 'Vai trò của bạn không cho phép việc này ở đây.');
  // From the first page it takes two presses.
  await page.goto(`${stack.url}/quan-tri`);
  await page.getByRole('link', { name: /báo cáo tháng/i }).click();
  await page.waitForURL(({ pathname }) => pathname === `/quan-tri/dot/${campaignId}/${dueMonth}/so-khcn`);
  await look(page, `/quan-tri/dot/${campaignId}/${dueMonth}/so-khcn`, 'Sở Khoa học và Công nghệ');
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  await page.getByText('Đã nộp, chờ duyệt').first().waitFor();
  expect(faults).toEqual([]);
});

test('a passkey of the device signs an officer in, until it is removed', async () => {
  const { page, context, faults } = await visit({ viewport: { width: 360, height: 740 } });
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const device = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const;
  const options = { ...device, isUserVerified: true, automaticPresenceSimulation: true };
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  await signIn(page, 'canbo@x.example');
  await page.goto(`${stack.url}/quan-tri/tai-khoan`);
  await page.getByLabel(/^Tên khoá/).fill('Máy của tôi');
  await page.getByRole('button', { name: 'Thêm khoá truy cập' }).click();
  await page.getByText('Máy của tôi').waitFor();
  await look(page, '/quan-tri/tai-khoan', 'Tài khoản');
  await context.clearCookies();

  await page.goto(`${stack.url}/dang-nhap?next=/quan-tri`);
  expect(await page.evaluate(enterUnverified), 'a device that did not verify the person').toBe(400);
  await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/quan-tri');
  await page.goto(`${stack.url}/quan-tri/tai-khoan`);
  await page.getByRole('button', { name: 'Gỡ khoá' }).click();
  await page.getByText('Chưa có khoá truy cập nào.').waitFor();
  await context.clearCookies();

  await page.goto(`${stack.url}/dang-nhap?next=/quan-tri`);
  await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
  await page.getByText('Khoá truy cập này không được nhận.').waitFor();
  expect(faults).toEqual([]);

  const admin = await visit();
  await signIn(admin.page, 'admin@x.example');
  await admin.page.goto(`${stack.url}/quan-tri/nhat-ky`);
  const verbs = await admin.page.locator('tbody tr td:nth-child(3)').allTextContents();
  expect(verbs).toEqual(expect.arrayContaining(['thêm khoá truy cập', 'xóa khoá truy cập', 'đăng nhập không thành']));
});

/** Runs in the page: answers the hub's challenge without asking the device to verify the person. Gives the hub's status. */
async function enterUnverified(): Promise<number> {
  const base = '/api/v1/auth/passkey/';
  const options = await (await fetch(`${base}generate-authenticate-options`)).json();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'discouraged' });
  const credential = await navigator.credentials.get({ publicKey });
  const body = JSON.stringify({ response: credential });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${base}verify-authentication`, { method: 'POST', headers, body })).status;
}

test('an administrator walks the whole portal and takes the form', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 800 } });
  await signIn(page, 'admin@x.example');
  for (const [path, heading] of [
    ['/quan-tri/ca-nuoc', 'Toàn cảnh cả nước'],
    [`/quan-tri/tong-hop/${month}`, /^Tổng hợp cả nước/],
    ['/quan-tri/don-vi', 'Đơn vị'],
    ['/quan-tri/dia-ban', 'Địa bàn'],
    ['/quan-tri/mang', /^Mạng/],
    ['/quan-tri/phan-anh', 'Phản ánh'],
    ['/quan-tri/nguoi-dung', 'Người dùng'],
    ['/quan-tri/nhat-ky', 'Nhật ký'],
    ['/quan-tri/tai-khoan', 'Tài khoản'],
    [`/quan-tri/dot/${campaignId}/${dueMonth}`, 'Đo Internet cùng i-Speed'],
  ] as const)
    await look(page, path, heading);
  await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await page.getByText('Đã duyệt').first().waitFor();
  expect(faults).toEqual([]);
});

test('a board shows all its columns at 1280 px; on a phone it says that there are more, until they were seen', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 800 } });
  await signIn(page, 'admin@x.example');
  const table = page.getByRole('region', { name: 'Bảng số liệu, cuộn được' }).first();
  const hiddenPx = () => table.evaluate((one) => one.scrollWidth - one.clientWidth);
  for (const path of [`/quan-tri/dot/${campaignId}/${dueMonth}`, '/quan-tri/don-vi', `/quan-tri/tong-hop/${month}`])
    for (const language of ['', '/en']) {
      await page.goto(stack.url + language + path);
      const scrolls = page.locator('.scroll').first();
      await scrolls.waitFor();
      const hidden = await scrolls.evaluate((one) => one.scrollWidth - one.clientWidth);
      expect(hidden, language + path).toBeLessThanOrEqual(0);
    }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${stack.url}/quan-tri/dot/${campaignId}/${dueMonth}`);
  const told = page.getByText('Kéo ngang để xem thêm cột');
  await told.waitFor();
  expect(await hiddenPx()).toBeGreaterThan(0);
  await table.evaluate((one) => one.scrollBy(5_000, 0));
  await told.waitFor({ state: 'hidden' });
  // Whose row it is stays in sight.
  expect(
    await page.getByRole('rowheader', { name: 'Báo Hà Nội' }).evaluate((one) => one.getBoundingClientRect().left),
  ).toBeGreaterThanOrEqual(0);
  expect(faults).toEqual([]);
});

test('a form says what is wrong and how to mend it, keeps what was typed, and reads numbers and names as offices write them', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 800 } });
  await signIn(page, 'admin@x.example');
  await page.goto(`${stack.url}/quan-tri/dot/${campaignId}/hoat-dong`);
  await page.getByText('Nhập kết quả').click();
  const entry = page.locator('form[action="?/result"]');
  const typed = { unitCode: 'Báo Hà Nội', happenedOn: dayOf(Date.now() - DAY_MS), quantity: '1,5', title: 'Phát loa' };
  for (const [name, value] of Object.entries(typed)) await entry.locator(`[name="${name}"]`).fill(value);
  await entry.locator('[name="title"]').press('Enter');
  await entry.getByText('Viết số nguyên').waitFor();
  await entry.locator('#results-evidence-fault').getByText('Cần một trong ba').waitFor();
  expect(await entry.locator('[name="quantity"]').evaluate((one) => one === document.activeElement)).toBe(true);
  for (const [name, value] of Object.entries(typed))
    expect(await entry.locator(`[name="${name}"]`).inputValue()).toBe(value);
  await entry.locator('[name="evidence"]').fill('Ảnh số 5');
  await entry.locator('[name="quantity"]').fill('1.204');
  await entry.locator('[name="quantity"]').press('Enter');
  await page.getByRole('row', { name: /Báo Hà Nội.*1\.204.*Phát loa/ }).waitFor();

  await page.goto(`${stack.url}/quan-tri/nguoi-dung`);
  const invited = page.locator('form[action="?/invite"]');
  await invited.locator('[name="name"]').fill('Cán bộ');
  await invited.locator('[name="email"]').fill('canbo@x.example');
  await invited.locator('[name="role"]').selectOption('unit-officer');
  await invited.locator('[name="place"]').fill('Báo Hà Nội');
  await invited.getByRole('button').click();
  await page.getByText('thư điện tử này đã có tài khoản').waitFor();
  expect(faults).toEqual([]);
});

test.each(['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', 'https://evil.example'])(
  'who signs in is led to no other site: %j',
  async (next) => {
    const answer = await fetch(`${stack.url}/dang-nhap?next=${encodeURIComponent(next)}`);
    expect(await answer.text()).toContain('name="next" value="/quan-tri"');
  },
);
