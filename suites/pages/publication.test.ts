// The monthly publication as people meet it: the list, a month with its corrected version, and its files.
import { bootStack, type Stack, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathIn, visit } from '../browser/visit.ts';
import { readPrinted } from '../portal/office.ts';
import { send } from './send.ts';
import { findSerious } from './serious.ts';

const devices = 110;
const dayMs = 86_400_000;
/** The last day of last month, at noon. */
const noonMs = new Date().setUTCDate(0) - (Date.now() % dayMs) + dayMs / 2;
const month = new Date(noonMs).toISOString().slice(0, 7);
const note = 'Một lượt đo nằm lại trên máy đến muộn.';

let stack: Stack;
beforeAll(async () => {
  const env = { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false', I_SPEED_PUBLISH_DAY: '0' };
  stack = await bootStack({ env });
  // The first version has what measured against a point that nobody registered, and nothing else.
  await sendOne(devices + 1, 500, 'unregistered');
  await stack.stop();
  await publish(month);
  await stack.start();
  for (let serial = 0; serial < devices; serial += 1) await sendOne(serial, 40 + serial);
  await stack.stop();
  await publish(month, '--note', 'Thêm lượt đo.');
  await stack.start();
  await sendOne(devices, 95);
  await stack.stop();
  await publish(month, '--note', note);
  await stack.start();
  // Four starts on a busy machine.
}, 240_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

function sendOne(serial: number, rateMbps: number, pointId = 'local'): Promise<void> {
  return send(stack.url, {
    serial,
    province: '01',
    commune: '00097',
    technology: '4g',
    pointId,
    rateMbps,
    atMs: noonMs + serial,
  });
}

async function publish(...args: string[]): Promise<void> {
  const { code, stderr } = await startCommand(['publish', ...args], { I_SPEED_DATA: stack.dataFolder }).ended;
  expect([code, stderr]).toEqual([0, '']);
}

test.each([
  { language: 'vi', width: 360, colorScheme: 'light' },
  { language: 'vi', width: 1280, colorScheme: 'dark' },
  { language: 'en', width: 360, colorScheme: 'dark' },
  { language: 'en', width: 1280, colorScheme: 'light' },
] as const)(
  'nothing serious for axe, nothing wider than the page ($language, $width px, $colorScheme)',
  async ({ language, width, colorScheme }) => {
    const { page, faults } = await visit({ viewport: { width, height: 800 }, colorScheme });
    for (const path of ['/cong-bo', `/cong-bo/${month}`, `/cong-bo/${month}?version=1`]) {
      await page.goto(stack.url + pathIn(language, path));
      expect(await findSerious(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
  },
);

test('a month is found in the list; a correction says what changed, and the first version stays', async () => {
  const { page } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${stack.url}/cong-bo`);
  await page.locator(`main a[href$="/cong-bo/${month}"]`).first().click();
  await page.waitForURL(/\/cong-bo\/\d{4}-\d{2}$/);
  const whole = page.locator('main');
  await expect.poll(() => whole.textContent()).toContain(note);
  const text = await whole.textContent();
  // 40 to 149 Mbit/s, evenly, and one of 95 that came late.
  expect(text).toContain('95,0');
  expect(text).toContain('Thành phố Hà Nội');
  await page.locator('main a[href$="?version=2"]').click();
  await page.waitForURL(/version=2$/);
  await page.getByRole('note').waitFor();
  expect(await whole.textContent()).toContain('94,5');
});

test('a month of unknown points alone says that it was measured, and why there is no figure', async () => {
  const { page } = await visit();
  await page.goto(`${stack.url}/cong-bo/${month}?version=1`);
  const told = (await page.locator('main').textContent()) ?? '';
  expect(told).toContain('Có 1 lượt đo được tính, nhưng không lượt nào đo tới điểm đo đã đăng ký');
  expect(told).not.toContain('Chưa có lượt đo nào được tính');
});

test('a month that nobody published is said to be none, in the page’s own words', async () => {
  const { page } = await visit();
  const answer = await page.goto(`${stack.url}/cong-bo/2031-01`);
  expect(answer?.status()).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Chưa có công bố của tháng này');
});

test('what the page offers as files is of the kind that it says', async () => {
  const { page } = await visit();
  await page.goto(`${stack.url}/cong-bo/${month}`);
  const hrefs = await page
    .locator('main a[href*="/api/v1/"]')
    .evaluateAll((links) => links.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')));
  expect(hrefs.length).toBeGreaterThan(4);
  const files = new Map<string, Buffer>();
  for (const href of new Set(hrefs)) {
    const answer = await fetch(href);
    expect([href, answer.status]).toEqual([href, 200]);
    files.set(new URL(href).pathname.split('/').at(-1) ?? '', Buffer.from(await answer.arrayBuffer()));
  }
  expect(files.get('tables.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
  expect(files.get('tables.xlsx')?.subarray(0, 2).toString()).toBe('PK');
  expect(files.get('tables.csv')?.toString()).toContain(',95,');
});

test.each(['pdf', 'xlsx'] as const)(
  'a month names acts in its own language (%s)',
  async (type) => {
    const paperIn = async (language: string) => {
      const answer = await fetch(`${stack.url}/api/v1/publications/${month}/tables.${type}?lang=${language}`);
      return Buffer.from(await answer.arrayBuffer());
    };
    // Both before either is read: reading holds this process up for longer than a server keeps a connection.
    const papers = [await paperIn('en'), await paperIn('vi')];
    const [english, vietnamese] = papers.map((paper) => readPrinted(paper, type).replaceAll(/\s+/g, ' '));
    expect(english).toContain('Decision 36 of the Prime');
    expect(vietnamese).toContain('Quyết định 36/QĐ-TTg');
    expect(vietnamese).not.toContain('Decision 36');
  },
  120_000,
);
