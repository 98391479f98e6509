// Communes with too few devices for a figure of their own: the overview says how many are missing and leads to the modelled estimate, and the map
// shows it apart from what was measured.
import { openReference } from '@i-speed/reference';
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';
import { classesSeen } from './classes-seen.ts';
import { send } from './send.ts';
import { findSerious } from './serious.ts';

/** Communes of Thành phố Hồ Chí Minh, 25747 the first: so many the model needs. */
const communes = [
  ...[
    '25747',
    '25750',
    '25760',
    '25768',
    '25771',
    '25777',
    '25780',
    '25792',
    '25807',
    '25813',
    '25819',
    '25822',
    '25837',
  ],
  ...[
    '25840',
    '25843',
    '25846',
    '25849',
    '25858',
    '25864',
    '25867',
    '25882',
    '25888',
    '25891',
    '25906',
    '25909',
    '25912',
  ],
];
const devices = 8;
/** Two communes of too few devices for anything, and one with a median of its own. */
const others = [
  { commune: '25915', devices: 5 },
  { commune: '25920', devices: 5 },
  { commune: '25942', devices: 31 },
];
const dayMs = 86_400_000;
const noonMs = new Date().setUTCDate(0) - (Date.now() % dayMs) + dayMs / 2;
const month = new Date(noonMs).toISOString().slice(0, 7);

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack({ env: { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' } });
  const all = [...communes.map((commune) => ({ commune, devices })), ...others];
  for (const [index, place] of all.entries())
    await Promise.all(
      Array.from({ length: place.devices }, (_, device) => {
        const serial = index * 100 + device;
        // Between communes from 30 to 58, between devices of one by up to 14, of the last by up to 60.
        const rateMbps = 30 + index + 2 * device;
        const { commune } = place;
        return send(stack.url, { serial, province: '79', commune, rateMbps, atMs: noonMs + serial, pointId: 'local' });
      }),
    );
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('the sentence on missing devices leads to the estimate, which stands on the page', async () => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 800 } });
  await page.goto(`${stack.url}/thong-ke/tong-quan?place=commune-25747&month=${month}`);
  const domestic = page.locator('section').filter({ has: page.locator('#domestic') });
  expect(await domestic.textContent()).toContain('Cần thêm 22 máy để nêu con số.');
  await domestic.getByRole('link', { name: 'Xem ước lượng theo mô hình' }).first().click();
  await page.waitForURL(/#modelled$/);
  expect(await page.locator('#modelled').textContent()).toMatch(/Ước lượng theo mô hình.*\d Mbps/s);
  expect(faults).toEqual([]);
});

const first = openReference({}).communeByCode(communes[0] ?? '', '2025-07-01');
const at = `${first?.label?.latitude.toFixed(3)},${first?.label?.longitude.toFixed(3)}`;

test.each([
  { prefix: '', told: 'Ước lượng theo mô hình: ', legend: 'ô lưới: ước lượng theo mô hình', overview: 'Tổng quan của' },
  { prefix: '/en', told: 'Modelled estimate: ', legend: 'grid: modelled estimate', overview: 'Overview of' },
])('the map$prefix paints, names and lists the estimates apart from what was measured', async (language) => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}${language.prefix}/ban-do?period=${month}&level=commune&province=79&at=${at},12.0`);
  const rows = (state: string) =>
    page
      .locator(`tr[data-told="${state}"]`)
      .evaluateAll((found) => found.map((row) => (row instanceof HTMLElement ? row.dataset.code : undefined)).sort());
  // The table waits half a second for the model, and asks for it once more where that was too short.
  await expect.poll(() => rows('modelled'), { timeout: 20_000 }).toEqual(communes);
  expect(await rows('figure')).toEqual(['25942']);
  expect(await rows('few')).toEqual(['25915', '25920']);
  const row = page.locator(`tr[data-code="${communes[0]}"]`);
  expect(await row.getAttribute('data-class')).toBe(null);
  expect(await row.textContent()).toContain(language.told);
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  // The legend counts them when all communes have come; the class's colour lies under a grid.
  const legend = page.getByRole('listitem').filter({ hasText: language.legend });
  await expect.poll(async () => (await legend.textContent())?.trim(), { timeout: 20_000 }).toMatch(/26$/);
  await page.locator('[data-state="painted"]').waitFor();
  const seen = await classesSeen(page);
  const painted = Math.max(...seen);
  expect([seen.indexOf(painted), painted > 0.2, painted < 0.95]).toEqual([2, true, true]);
  // By keys alone: the middle is named, with the way to the method.
  await page.locator('canvas').focus();
  await page.keyboard.press('Enter');
  const note = page.getByRole('status').filter({ hasText: language.told });
  await note.waitFor();
  expect(await note.textContent()).toContain(language.overview);
  expect(await note.getByRole('link').first().getAttribute('href')).toMatch(/phuong-phap\/small-areas#the-model$/);
  expect(await findSerious(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test('what was measured does not wait for the model', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v1/statistics/modelled/communes*', async (route) => {
    asked.resolve();
    await held.promise;
    await route.continue();
  });
  await page.goto(`${stack.url}/ban-do?period=${month}&level=commune&at=${at},12.0`);
  await asked.promise;
  const legend = (text: string) =>
    expect.poll(async () => (await page.getByRole('listitem').filter({ hasText: text }).textContent())?.trim(), {
      timeout: 20_000,
    });
  await page.getByText('Ước lượng theo mô hình đang được tính.').waitFor({ timeout: 40_000 });
  await legend('chấm:').toMatch(/28$/);
  await legend('ô lưới').toMatch(/0$/);
  held.resolve();
  await legend('ô lưới').toMatch(/26$/);
  await legend('chấm:').toMatch(/2$/);
  expect(faults).toEqual([]);
});

test.each([{ measure: 'latency' }, { operator: 'viettel' }, { access: '4g' }, { level: 'hexagon' }, { period: '90d' }])(
  'with %o there are no estimates, and the page says so',
  async (choice) => {
    const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
    const query = new URLSearchParams({ level: 'commune', period: month, province: '79', at: `${at},12.0`, ...choice });
    await page.goto(`${stack.url}/ban-do?${query}`);
    await page.getByText('Ở lựa chọn này không có ước lượng theo mô hình.').first().waitFor();
    expect(await page.locator('tr[data-told="modelled"]').count()).toBe(0);
    expect(faults).toEqual([]);
  },
);

test('without colours of its own the legend keeps its key, and on paper the table keeps the words', async () => {
  const { page } = await visit({ viewport: { width: 360, height: 800 }, forcedColors: 'active' });
  await page.goto(`${stack.url}/ban-do?period=${month}&level=commune&province=79`);
  const swatch = page.getByRole('listitem').filter({ hasText: 'ô lưới' }).locator('span').first();
  expect(await swatch.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('gradient');
  await page.emulateMedia({ media: 'print' });
  await page.getByText('Ước lượng theo mô hình: ').first().waitFor();
});
