// The pictures of docs/guide/, in Vietnamese, as each person of the demo sees the portal.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from '@i-speed/testbed';
import { DEMO_PASSWORD } from '../../packages/hub/src/index.ts';

const folder = new URL('../../docs/guide/pictures/', import.meta.url).pathname;
// A screen on which whole boards are seen, in pictures a thousand dots wide.
const WIDTH_PX = 1280;
const SCALE = 1000 / WIDTH_PX;
const MOST_HIGH_PX = 1400;

export async function takePortal(browser: Browser, origin: string): Promise<void> {
  mkdirSync(folder, { recursive: true });

  const manager = await signIn(browser, origin, 'tinh@demo.example');
  const board = await ownBoard(manager);
  await take(manager, '/quan-tri', 'manager-1-campaigns');
  await take(manager, '/quan-tri/don-vi', 'manager-2-units');
  await take(manager, board, 'manager-3-board');
  await take(manager, '/quan-tri/dia-ban', 'manager-4-areas');
  await take(manager, board.replace(/[^/]+$/, 'hoat-dong'), 'manager-5-work');
  await take(manager, '/quan-tri/phan-anh', 'manager-6-voices');

  const officer = await signIn(browser, origin, 'donvi@demo.example');
  await officer.goto('/quan-tri');
  const own = await officer.locator('nav[aria-label] a[href*="/quan-tri/don-vi/"]').first().getAttribute('href');
  const unit = own?.split('/').at(-1) ?? '';
  await take(officer, `/quan-tri/don-vi/${unit}`, 'officer-1-unit');
  await take(officer, `${await ownBoard(officer)}/${unit}`, 'officer-2-form');
  await take(officer, '/quan-tri/tai-khoan', 'officer-3-account');
}

async function signIn(browser: Browser, origin: string, email: string): Promise<Page> {
  const viewport = { width: WIDTH_PX, height: 700 };
  const context = await browser.newContext({ baseURL: origin, viewport, deviceScaleFactor: SCALE, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto('/dang-nhap?next=/quan-tri');
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname === '/quan-tri');
  return page;
}

/** Path of the present month of the person's first campaign. */
async function ownBoard(page: Page): Promise<string> {
  await page.goto('/quan-tri');
  return (await page.locator('a[href*="/quan-tri/dot/"]').first().getAttribute('href')) ?? '/quan-tri';
}

async function take(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  const height = Math.min(MOST_HIGH_PX, await page.evaluate(() => document.documentElement.scrollHeight));
  const clip = { x: 0, y: 0, width: WIDTH_PX, height };
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 70, fullPage: true, clip });
  console.log(`${name}.jpg`);
}
