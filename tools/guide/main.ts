// `npm run guide`: takes the guide's pictures from the real pages, in both languages, into packages/web/static/guide/.
import { mkdirSync } from 'node:fs';
import { bootStack, openBrowser, type Page } from '@i-speed/testbed';

const folder = new URL('../../packages/web/static/guide/', import.meta.url).pathname;
const languages = [
  { code: 'vi', home: '/', start: 'Bắt đầu đo', result: 'Kết quả' },
  { code: 'en', home: '/en', start: 'Start', result: 'Result' },
] as const;

mkdirSync(folder, { recursive: true });
await using stack = await bootStack();
const browser = await openBrowser();
for (const { code, home, start, result } of languages) {
  const page = await browser.newPage({
    viewport: { width: 360, height: 640 },
    locale: code === 'vi' ? 'vi-VN' : 'en-GB',
  });
  await page.goto(stack.url + home);
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
  await page.waitForFunction(() => Number.parseFloat(document.querySelector('.figure strong')?.textContent ?? '0') > 0);
  await take(page, `3-measuring-${code}`);
  await page.getByRole('heading', { name: result, exact: true }).waitFor({ timeout: 45_000 });
  await page.waitForURL(/\/do\//);
  await take(page, `4-result-${code}`);
  await page.close();
}
await browser.close();

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 72 });
  console.log(`${name}.jpg`);
}
