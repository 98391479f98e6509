// What every browser test needs: a page that fails the test when its own code fails, and the words of its buttons.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  openBrowser,
  type Page,
} from '@i-speed/testbed';
import { afterAll, onTestFinished } from 'vitest';

/** Accessible names, which the project promises to people and to tests alike. */
export const words = {
  vi: { start: 'Bắt đầu đo', stop: 'Dừng', again: 'Đo lại', result: 'Kết quả' },
  en: { start: 'Start', stop: 'Stop', again: 'Measure again', result: 'Result' },
} as const;

export type Language = keyof typeof words;
export const languages: readonly Language[] = ['vi', 'en'];

/** Path of a page in a language: Vietnamese is the root, English below /en. */
export function pathIn(language: Language, path: string): string {
  if (language === 'vi') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export type Visit = { page: Page; context: BrowserContext; faults: string[] };

/** Opens a page in a profile of its own for the duration of the test; `faults` gathers errors of the page's own code. */
export async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  browser ??= openBrowser();
  const context = await (await browser).newContext({ locale: 'vi-VN', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  return { page, context, faults };
}

/** One Chromium serves a file's tests; profiles keep them apart. */
let browser: Promise<Browser> | undefined;
afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Presses the button and waits for the result; resolves with the measurement's id from the address. */
export async function measure(page: Page, language: Language = 'vi'): Promise<string> {
  await startMeasuring(page, language);
  return waitForResult(page, language);
}

/** Presses the button. */
export async function startMeasuring(page: Page, language: Language = 'vi'): Promise<void> {
  await page.getByRole('button', { name: words[language].start, exact: true }).click();
}

/** Waits until the result is shown and the address names it. */
export async function waitForResult(page: Page, language: Language = 'vi'): Promise<string> {
  await page.getByRole('heading', { name: words[language].result, exact: true }).waitFor({ timeout: 45_000 });
  await page.waitForURL(/\/do\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Waits until payload is moving, in the Vietnamese page. */
export async function waitForPulses(page: Page): Promise<void> {
  await page.getByText(/^Đo tải (xuống|lên)$/).waitFor({ timeout: 20_000 });
}
