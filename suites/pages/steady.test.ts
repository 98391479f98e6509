// Pages stand still while they open: nothing jumps under the finger, and the type comes into force once, for whole words.
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure, visit } from '../browser/visit.ts';

/** What Chromium calls good: the part of the screen that moved, times how far, summed up. */
const GOOD_SHIFT = 0.1;
/** From the opening to the result, summed up over the whole time, where what is called good counts the worst five seconds. */
const WHOLE_SHIFT = 0.05;

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test.each(['/', '/lich-su', '/bao-vung-lom', '/lien-he'])('%s stands still on a phone', async (path) => {
  const { page } = await visit({ viewport: { width: 412, height: 823 } });
  await watchShifts(page);
  await page.goto(stack.url + path);
  await page.waitForFunction(() => document.documentElement.classList.contains('typeset'));
  expect(await typeOf(page)).toContain('Be Vietnam Pro');
  expect(await shiftOf(page)).toBeLessThan(GOOD_SHIFT);
});

test.each([
  [360, 740],
  [1280, 800],
])(
  'a measurement on a slow device of %i x %i moves nothing, down to its result',
  async (width, height) => {
    const { page, context } = await visit({ viewport: { width, height } });
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1.6e6 / 8,
      uploadThroughput: 0.75e6 / 8,
    });
    await watchShifts(page);
    await page.goto(stack.url);
    // Pressed once the type is in force, as by a person who has read the page.
    await page.waitForFunction(() => document.documentElement.classList.contains('typeset'));
    await measure(page);
    expect(await shiftOf(page)).toBeLessThan(WHOLE_SHIFT);
  },
  90_000,
);

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

/** Sums up what moves without having been pressed. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!Reflect.get(entry, 'hadRecentInput')) seen.shift += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'seen'), 'shift')));
}

function typeOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).fontFamily);
}
