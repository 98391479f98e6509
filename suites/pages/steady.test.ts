// Pages stand still while they open: nothing jumps under the finger, and the type comes into force once, for whole words.
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';

/** What Chromium calls good: the part of the screen that moved, times how far, summed up. */
const GOOD_SHIFT = 0.1;

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test.each(['/', '/lich-su', '/bao-vung-lom', '/lien-he'])('%s stands still on a phone', async (path) => {
  const { page } = await visit({ viewport: { width: 412, height: 823 } });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(stack.url + path);
  await page.waitForFunction(() => document.documentElement.classList.contains('typeset'));
  expect(await typeOf(page)).toContain('Be Vietnam Pro');
  expect(await page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'seen'), 'shift')))).toBeLessThan(
    GOOD_SHIFT,
  );
});

test('the type comes into force when all its files are here, and at once on the next page', async () => {
  const { page } = await visit();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*vietnamese-600*', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/*vietnamese-600*');
  await page.goto(`${stack.url}/phuong-phap`, { waitUntil: 'commit' });
  await asked;
  expect(await typeOf(page)).not.toContain('Be Vietnam Pro');
  release();
  await page.waitForFunction(() => document.documentElement.classList.contains('typeset'));
  await page.route('**/*.woff2', () => undefined);
  await page.goto(`${stack.url}/diem-do`, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  expect(await typeOf(page)).toContain('Be Vietnam Pro');
});

test('without script the type is there too', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  await page.goto(`${stack.url}/phuong-phap`);
  expect(await page.locator('html').evaluate((html) => getComputedStyle(html).fontFamily)).toContain('Be Vietnam Pro');
});

function typeOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).fontFamily);
}
