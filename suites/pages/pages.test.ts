// Every page, in both languages, on a phone and on a desk: no serious fault for people with assistive technology, no sideways
// scrolling, a picture for the eye. The pictures go to test-results/.
import { mkdirSync } from 'node:fs';
import { type BrowserContext, bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Language,
  languages,
  pathIn,
  startMeasuring,
  visit,
  waitForPulses,
  waitForResult,
} from '../browser/visit.ts';
import { findSerious } from './serious.ts';

const pictureFolder = new URL('../../test-results/pages/', import.meta.url).pathname;
const widths = [360, 1280] as const;

let stack: Stack;
let id = '';
/** The device's own memory after its first measurement, for the pages that show it. */
let storageState: Awaited<ReturnType<BrowserContext['storageState']>>;
beforeAll(async () => {
  mkdirSync(pictureFolder, { recursive: true });
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const pages: readonly { name: string; path: () => string; prepare?: (page: Page) => Promise<void> }[] = [
  { name: 'start', path: () => '/' },
  { name: 'choices', path: () => '/', prepare: openDetails },
  { name: 'result', path: () => `/do/${id}` },
  { name: 'statistics', path: () => '/thong-ke' },
  { name: 'history', path: () => '/lich-su', prepare: waitForHistory },
  { name: 'automatic', path: () => '/tu-dong' },
  { name: 'my-data', path: () => '/du-lieu-cua-toi' },
  { name: 'method', path: () => '/phuong-phap' },
  { name: 'guide', path: () => '/gioi-thieu' },
  { name: 'points', path: () => '/diem-do' },
  { name: 'materials', path: () => '/tai-lieu?body=UBND%20phường%20Hồng%20Hà' },
  { name: 'white-spot', path: () => '/bao-vung-lom' },
  { name: 'contact', path: () => '/lien-he' },
  { name: 'absent-page', path: () => '/khong-co' },
  { name: 'absent-measurement', path: () => '/do/01890a5d-ac96-774b-bcce-b302099a8057' },
];

test('a measurement is shown without fault while it runs and when it is done', async () => {
  const { page, context } = await visit({ viewport: { width: 360, height: 740 } });
  await page.goto(stack.url);
  await startMeasuring(page);
  await waitForPulses(page);
  await takePicture(page, 'measuring', 'vi', 360);
  id = await waitForResult(page);
  expect(await findSerious(page)).toEqual([]);
  await takePicture(page, 'measured', 'vi', 360);
  storageState = await context.storageState({ indexedDB: true });
});

type View = { language: Language; width: (typeof widths)[number]; colorScheme: 'light' | 'dark' };

/** Dark has the same words and the same boxes, so one language and width show it. Each has a test's time of its own: a busy machine takes a minute for one. */
const views: readonly View[] = [
  ...languages.flatMap((language) => widths.map((width) => ({ language, width, colorScheme: 'light' as const }))),
  { language: 'vi', width: 360, colorScheme: 'dark' },
];

test.each(views)('pages in $language at $width px, $colorScheme', walk);

/** Opens every page. What axe looks at is the same on a desk but for its boxes, so that it is asked on the phone; in the dark only colours differ. */
async function walk({ language, width, colorScheme }: View): Promise<void> {
  const viewport = { width, height: width === 360 ? 740 : 800 };
  const { page, faults } = await visit({ viewport, colorScheme, storageState });
  for (const { name, path, prepare } of pages) {
    await page.goto(`${stack.url}${pathIn(language, path())}`);
    await prepare?.(page);
    // Everything is laid out, for axe and for the picture.
    await page.addStyleTag({ content: 'section.card, .scroll { content-visibility: visible !important }' });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
    if (width === 360) expect(await findSerious(page, rules), `${name}: axe`).toEqual([]);
    const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflowPx, `${name}: scrolls sideways`).toBeLessThanOrEqual(0);
    await takePicture(page, name, language, width, colorScheme);
  }
  expect(faults).toEqual([]);
}

test('no line ends within the name i-Speed', async () => {
  const { page } = await visit();
  for (const path of ['/gioi-thieu', '/phuong-phap']) {
    await page.goto(stack.url + path);
    let names = 0;
    for (let width = 300; width <= 420; width += 4) {
      await page.setViewportSize({ width, height: 740 });
      const found = await page.evaluate(countNames);
      expect([path, width, found.broken]).toEqual([path, width, 0]);
      names = found.all;
    }
    expect([path, names > 0]).toEqual([path, true]);
  }
});

/** Names in running text, and how many of them stand on two lines. */
function countNames(): { all: number; broken: number } {
  const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  let [all, broken] = [0, 0];
  while (texts.nextNode())
    for (const { index, 0: name } of (texts.currentNode.textContent ?? '').matchAll(/i-\u2060?Speed/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + name.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top);
      all += 1;
      broken += new Set(tops).size > 1 ? 1 : 0;
    }
  return { all, broken };
}

test('the API’s document can be read by people', async () => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 740 } });
  await page.goto(`${stack.url}/api/v1/docs`);
  await page.getByRole('heading').first().waitFor();
  // Thousands of rows are made by one template: axe looks at every tenth section.
  await page.evaluate((every) => {
    for (const [i, section] of document.querySelectorAll('section').entries()) if (i % every > 0) section.remove();
  }, 10);
  expect(await findSerious(page)).toEqual([]);
  expect(faults).toEqual([]);
});

async function openDetails(page: Page): Promise<void> {
  await page.locator('details summary').first().click();
  await page.locator('details select').first().waitFor();
}

/** The list is read from the device after the page has come. */
async function waitForHistory(page: Page): Promise<void> {
  await page.locator(`a[href$="/do/${id}"]`).first().waitFor();
}

async function takePicture(
  page: Page,
  name: string,
  language: Language,
  width: number,
  scheme = 'light',
): Promise<void> {
  const path = `${pictureFolder}${name}-${language}-${width}${scheme === 'light' ? '' : '-dark'}.png`;
  await page.screenshot({ path, fullPage: true });
}

test('the start page bears letters twice as large on a phone', async () => {
  // A phone of 360 px with such letters shows what one of 180 px shows.
  const { page } = await visit({ viewport: { width: 180, height: 320 } });
  await page.goto(stack.url);
  await page.getByRole('button', { name: 'Bắt đầu đo' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
