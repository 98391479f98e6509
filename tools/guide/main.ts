// `npm run guide`: takes the guide's pictures from the real pages, in both languages, into packages/web/static/guide/. The browser
// measures over a link like that of a home (Linux, root), lest the pictures show what a machine does with itself.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium, openBrowser, openLink, type Page, runNode } from '@i-speed/testbed';

const folder = new URL('../../packages/web/static/guide/', import.meta.url).pathname;
const languages = [
  { code: 'vi', home: '/', start: 'Bắt đầu đo', measuring: /^Đo tải (xuống|lên)$/, result: 'Kết quả' },
  { code: 'en', home: '/en', start: 'Start', measuring: /^Measuring (download|upload)$/, result: 'Result' },
] as const;

mkdirSync(folder, { recursive: true });
await using link = await openLink(
  { down: { rateMbps: 120, delayMs: 4 }, up: { rateMbps: 60, delayMs: 4 } },
  { families: [4] },
);
const host = link.addresses.server[4];
await using system = runNode(link, 'server', fileURLToPath(new URL('system.ts', import.meta.url)), [host]);
const origin = `http://${host}:${await system.line()}`;
process.env.CHROMIUM_PATH = await link.launcher('client', findChromium() ?? 'chromium');
// A home's page comes over https, which gives it what a page on a bare address is refused.
const browser = await openBrowser([`--unsafely-treat-insecure-origin-as-secure=${origin}`]);
for (const { code, home, start, measuring, result } of languages) {
  const page = await browser.newPage({
    viewport: { width: 360, height: 640 },
    locale: code === 'vi' ? 'vi-VN' : 'en-GB',
  });
  await page.goto(origin + home);
  const button = page.getByRole('button', { name: start, exact: true });
  await button.waitFor();
  await page
    .getByText('IPv4')
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  await take(page, `1-start-${code}`);
  await page.locator('details summary').first().click();
  await page.locator('details select').nth(2).waitFor();
  await take(page, `2-choices-${code}`);
  await page.locator('details summary').first().click();
  await button.click();
  await page.locator('.figure strong').first().waitFor();
  await page.getByText(measuring).waitFor({ timeout: 20_000 });
  // Pulses enough for a curve.
  await page.waitForTimeout(2_500);
  await take(page, `3-measuring-${code}`);
  await page.getByRole('heading', { name: result, exact: true }).waitFor({ timeout: 45_000 });
  await page.waitForURL(/\/do\//);
  await page.getByRole('heading', { name: result, exact: true }).evaluate((heading) => heading.scrollIntoView());
  await take(page, `4-result-${code}`);
  await page.close();
}
await browser.close();

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 72 });
  console.log(`${name}.jpg`);
}
