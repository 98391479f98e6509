// The keyboard's way through the main pages: whatever has the focus shows it and is in sight; and the name "i-Speed" stays whole.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';
import { fillOffice, type Office, signInTo } from './office.ts';

const PATIENCE_MS = 300_000;
let stack: Stack;
let office: Office;

beforeAll(async () => {
  stack = await bootStack({
    prepare: async (folder) => {
      office = await fillOffice(folder);
    },
  });
}, PATIENCE_MS);
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Runs in the page after a key was pressed: gives each control the focus, and tells which do not show it or lie out of sight then. */
function faultsOfFocus(): string[] {
  const faults: string[] = [];
  const all = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]',
  );
  for (const one of all) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(':disabled, [type="hidden"]')) continue;
    one.focus();
    const words = `${one.tagName.toLowerCase()} ${(one.textContent || one.getAttribute('name') || '').trim().slice(0, 40)}`;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    if ((outlineStyle === 'none' || outlineWidth === '0px') && boxShadow === 'none')
      faults.push(`${words}: shows nothing`);
    // The first line of it: the box around a link of two lines holds other words, too.
    const [box = one.getBoundingClientRect()] = one.getClientRects();
    const [x, y] = [box.left + Math.min(box.width, 24) / 2, box.top + Math.min(box.height, 24) / 2];
    const top = document.elementFromPoint(x, y);
    if (top === null) faults.push(`${words}: is out of sight`);
    else if (!one.contains(top) && !top.contains(one))
      faults.push(`${words}: lies under ${top.tagName} ${top.className}`);
  }
  return faults;
}

/** Runs in the page: texts in which a line ends within the name. */
function brokenNames(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    for (const { index } of text.matchAll(/i-Speed/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 'i-Speed'.length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) found.push(text.trim().slice(0, 60));
    }
  }
  return found;
}

for (const width of [360, 1280])
  test(`every control shows its focus, and i-Speed is one word, at ${width} px`, async () => {
    const { page } = await visit({ viewport: { width, height: 740 } });
    await signInTo(stack.url, page, 'admin@x.example');
    const { campaignId, dueMonth, month } = office;
    const wrong: Record<string, string[]> = {};
    for (const path of [
      '/dang-nhap',
      '/lien-he',
      '/bao-vung-lom',
      '/tai-lieu',
      '/gioi-thieu',
      '/quan-tri',
      '/quan-tri/dot-moi',
      '/quan-tri/don-vi',
      '/quan-tri/don-vi/bao',
      '/quan-tri/nguoi-dung',
      '/quan-tri/phan-anh',
      '/quan-tri/tai-khoan',
      '/quan-tri/dia-ban',
      '/quan-tri/ca-nuoc',
      `/quan-tri/tong-hop/${month}`,
      `/quan-tri/dot/${campaignId}/${dueMonth}`,
      `/quan-tri/dot/${campaignId}/${dueMonth}/bao`,
      `/quan-tri/dot/${campaignId}/hoat-dong`,
    ]) {
      await page.goto(stack.url + path);
      await page.evaluate(() => document.fonts.ready);
      // All that can be unfolded is, save what a page shows once only: the portal's own menu.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll<HTMLDetailsElement>('main details')) one.open = true;
      });
      const broken = (await page.evaluate(brokenNames)).map((text) => `broken: ${text}`);
      await page.keyboard.press('Tab');
      const faults = [...broken, ...(await page.evaluate(faultsOfFocus))];
      if (faults.length > 0) wrong[path] = faults;
    }
    expect(wrong).toEqual({});
  });
