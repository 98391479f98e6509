// The README's pictures, in English, of a screen's height each.
import { mkdirSync } from 'node:fs';
import type { Browser } from '@i-speed/testbed';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;

export async function takePublic(browser: Browser, origin: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ baseURL: origin, viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const take = async (path: string, top: string, name: string) => {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page
      .locator(top)
      .first()
      .evaluate((element) => element.scrollIntoView());
    await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 75 });
    console.log(`${name}.jpg`);
  };
  await take('/en/ban-do', '.sheet', 'map');
  await take('/en/thong-ke/tong-quan', 'header', 'statistics');
}
