// The map without any other host: provinces are painted by their figures, a click names the place, the table has the same numbers.
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';
import { classesSeen } from './classes-seen.ts';
import { send } from './send.ts';
import { findSerious } from './serious.ts';

/** Phường Hồng Hà of Hà Nội and Phường Hải Châu of Đà Nẵng; their medians lie in classes 5 (80 to 160) and 3 (20 to 40). */
const places = [
  {
    province: '01',
    name: 'Thành phố Hà Nội',
    commune: '00097',
    rateMbps: 100,
    classIndex: 4,
    at: '21.000,105.750',
    technology: '5g',
  },
  {
    province: '48',
    name: 'Thành phố Đà Nẵng',
    commune: '20242',
    rateMbps: 30,
    classIndex: 2,
    at: '15.700,107.900',
    technology: '4g',
  },
] as const;
const devices = 36;
/** So many of Hồng Hà's tell where they stood, enough for the median of a cell; and so many of Hải Châu's, which are too few to be told. */
const placed = [
  { devices: 32, latitude: 21.043, longitude: 105.853 },
  { devices: 5, latitude: 16.06, longitude: 108.22 },
];

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack({ env: { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' } });
  for (const [index, place] of places.entries())
    for (let device = 0; device < devices; device += 1) {
      const serial = index * devices + device;
      const { devices: telling, ...position } = placed[index] ?? { devices: 0, latitude: 0, longitude: 0 };
      const told = device < telling ? { position } : {};
      await send(stack.url, { serial, ...place, ...told, atMs: Date.now() - 60_000 * (serial + 1) });
    }
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test.each(places)('$name is painted, named and told, at $at', async ({ name, rateMbps, classIndex, at, province }) => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  const strangers = noteStrangers(page);
  await page.goto(`${stack.url}/ban-do?at=${at},6.5`);
  const row = page.locator(`tr[data-code="${province}"]`);
  expect(await row.getAttribute('data-class')).toBe(String(classIndex));
  expect(await row.textContent()).toContain(`chưa đủ mẫu (${devices}/100)`);
  const map = page.locator('[data-state="painted"]');
  await map.waitFor({ timeout: 40_000 });
  const seen = await classesSeen(page);
  expect(seen.map((share) => share > 0)).toEqual(seen.map((_, index) => index === classIndex));
  // Hatches and a name leave at least so much of it.
  expect(seen[classIndex]).toBeGreaterThan(0.1);
  await map.click();
  const note = page.getByRole('status').filter({ hasText: name });
  await note.waitFor();
  expect(await note.textContent()).toContain(`${rateMbps === 100 ? '100' : '30,0'} Mbps`);
  expect(strangers).toEqual([]);
  expect(faults).toEqual([]);
});

test('on a phone an area is a block of the table, and nothing of it lies out of sight', async () => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 740 } });
  await page.goto(`${stack.url}/ban-do`);
  const row = page.locator('tr[data-code="01"]');
  await row.scrollIntoViewIfNeeded();
  const told = await row.locator('td').evaluateAll((cells) => cells.map(({ dataset }) => dataset.name));
  expect(told).toEqual(['Trung vị (Mbps)', 'Hạng', 'Số mẫu', 'Số máy', undefined]);
  const table = page.locator('.scroll').filter({ has: row });
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  expect(faults).toEqual([]);
});

test('4G and 5G are chosen by the words of the statistics; table, file, legend and address follow', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/ban-do`);
  const provinceWith = (state: string) => page.locator(`tr[data-code]${state}`);
  expect(await provinceWith('[data-class]').count()).toBe(2);
  await page.locator('select[name="access"]').selectOption({ label: 'Di động 4G' });
  await page.waitForURL((url) => url.searchParams.get('access') === '4g');
  await page.getByText('Di động 4G · ', { exact: false }).waitFor();
  expect(await provinceWith('[data-class]').evaluateAll((rows) => rows.map((row) => row.dataset.code))).toEqual(['48']);
  const file = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
  const lines = (await (await fetch(new URL(file ?? '', stack.url))).text()).trim().split('\n');
  expect(lines.filter((line) => line.includes('Đà Nẵng')).length).toBe(1);
  expect(lines.join()).not.toContain('Hà Nội');
  const table = page
    .getByRole('navigation', { name: 'Các trang thống kê' })
    .getByRole('link', { name: 'Bảng số liệu' });
  expect(await table.getAttribute('href')).toBe('/thong-ke?access=4g');
  expect(faults).toEqual([]);
});

test('one operator is chosen: table, file and address are its own, and one that is none is left out', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  // Who measures from this machine belongs to no operator.
  await page.goto(`${stack.url}/ban-do?operator=nobody`);
  expect(await page.locator('tr[data-code][data-class]').count()).toBe(2);
  await page.getByText('Lựa chọn khác').click();
  await page.locator('select[name="operator"]').selectOption({ label: 'Viettel' });
  await page.waitForURL((url) => url.searchParams.get('operator') === 'viettel');
  await page.getByText(' · Viettel · ', { exact: false }).waitFor();
  expect(await page.locator('tr[data-code][data-class]').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toContain('operator=viettel');
  await page.locator('select[name="operator"]').selectOption({ label: 'Mọi nhà mạng' });
  await page.waitForURL((url) => !url.searchParams.get('operator'));
  expect(await page.locator('tr[data-code][data-class]').count()).toBe(2);
  expect(faults).toEqual([]);
});

test('hexagons: a cell of enough devices is painted and told, one of too few is only counted', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/ban-do?level=hexagon&at=21.043,105.853,8.5`);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  await page.getByText('Đang ẩn 1 ô').waitFor();
  const rows = page.locator('tr[data-code]');
  expect(await rows.count()).toBe(1);
  expect(await rows.getAttribute('data-class')).toBe('4');
  expect(await rows.textContent()).toMatch(/Thành phố Hà Nội.*100/s);
  const seen = await classesSeen(page);
  expect(seen.map((share) => share > 0)).toEqual(seen.map((_, index) => index === 4));
  await page.locator('[data-state="painted"]').click();
  await page.getByRole('status').filter({ hasText: '32 mẫu' }).waitFor();
  expect(faults).toEqual([]);
});

test('keys move the map; the middle is named, and the address remembers where one looks', async () => {
  const { page } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/en/ban-do?at=21.000,105.750,6.0`);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  const canvas = page.locator('canvas');
  await canvas.focus();
  await page.keyboard.press('+');
  await page.waitForURL((url) => url.searchParams.get('at')?.endsWith(',7.0') === true);
  await page.getByRole('status').filter({ hasText: 'Hà Nội' }).waitFor();
});

test('a reported place without signal stands in the table, and on the map', async () => {
  const report = {
    id: '019aa000-0000-7000-8000-000000000001',
    observedAt: new Date(Date.now() - 3_600_000).toISOString(),
    operatorId: 'viettel',
    position: { latitude: 21.03, longitude: 105.85, accuracyM: 30 },
  };
  const answer = await fetch(`${stack.url}/api/v1/white-spots`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(report),
  });
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/ban-do?spots=yes&at=21.030,105.850,8.0`);
  const row = page.getByRole('region', { name: 'Vùng lõm sóng được báo' }).locator('tbody tr');
  const told = (await row.locator('td').allTextContents()).map((text) => text.trim());
  expect(told).toEqual(['Thành phố Hà Nội', 'Viettel', 'Đã nhận', '21.03, 105.85']);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  expect(faults).toEqual([]);
});

test.each([
  { width: 360, colorScheme: 'light' as const },
  { width: 1280, colorScheme: 'dark' as const },
])('nothing serious for axe at $width px, $colorScheme', async ({ width, colorScheme }) => {
  const { page, faults } = await visit({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(`${stack.url}/ban-do?province=01&points=yes`);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  expect(await findSerious(page)).toEqual([]);
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
  expect(faults).toEqual([]);
});

test('on paper the picture stands where the drawn map would be blank', async () => {
  const { page } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/ban-do`);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  const picture = page.locator('svg[role="img"]');
  expect(await picture.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await picture.isVisible()).toBe(true);
  expect(await page.locator('canvas').isVisible()).toBe(false);
  expect(await page.locator('select[name="measure"]').isVisible()).toBe(false);
});

test('without JavaScript the picture, both archipelagos and the table are there', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  await page.goto(`${stack.url}/ban-do`);
  const picture = page.locator('svg[role="img"]');
  for (const name of ['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']) expect(await picture.textContent()).toContain(name);
  expect(await picture.locator('path[style*="--map-5"]').count()).toBe(1);
  expect(await page.locator('tr[data-code]').count()).toBe(34);
});

/** Addresses of other hosts that the page asks. */
function noteStrangers(page: Page): string[] {
  const strangers: string[] = [];
  const own = new URL(stack.url).host;
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^https?:|^wss?:/.test(protocol) && host !== own) strangers.push(request.url());
  });
  return strangers;
}
