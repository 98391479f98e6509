// The map over all communes: when it stands on the phone, and how many pictures a second it draws while it is dragged.
import type { Browser } from 'playwright-core';
import { openPhone } from './profile.ts';

export interface MapTimes {
  /** Frames a second while the whole country's communes are dragged to and fro, software rendering, no throttling; after the first two seconds. */
  readonly framesPerSecond: number;
  readonly firstFramesPerSecond: number;
  /** The longest time between two of these frames. */
  readonly longestFrameMs: number;
  /** From the start until the drawn map stood, all provinces, on the phone's profile; the still picture stands long before. */
  readonly drawnMs: number;
}

const DRAG_MS = 6_000;
/** The first pictures compile what draws them; they are told apart. */
const WARM_MS = 2_000;
const PAINT_TIMEOUT_MS = 180_000;

export async function measureMap(browser: Browser, origin: string): Promise<MapTimes> {
  return { ...(await measureDrag(browser, origin)), drawnMs: await measureDrawn(browser, origin) };
}

async function measureDrawn(browser: Browser, origin: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  try {
    const { page } = await openPhone(context);
    await page.goto(`${origin}/ban-do`, { waitUntil: 'commit' });
    await page.locator('[data-state="painted"]').waitFor({ timeout: PAINT_TIMEOUT_MS });
    return await page.evaluate(() => performance.now());
  } finally {
    await context.close();
  }
}

async function measureDrag(browser: Browser, origin: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/ban-do?level=commune`);
    const map = page.locator('[data-state="painted"]');
    await map.waitFor({ timeout: PAINT_TIMEOUT_MS });
    await page
      .getByText(/3[.,]321/)
      .first()
      .waitFor({ timeout: PAINT_TIMEOUT_MS });
    await map.waitFor({ timeout: PAINT_TIMEOUT_MS });
    const box = await map.boundingBox();
    if (box === null) throw new Error('the map has no place on the page');
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.evaluate(() => {
      const stamps: number[] = [];
      Object.assign(globalThis, { frameStamps: stamps });
      const next = (atMs: number) => {
        stamps.push(atMs);
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    const endMs = Date.now() + WARM_MS + DRAG_MS;
    for (let step = 0; Date.now() < endMs; step += 1)
      await page.mouse.move(middle.x + 120 * Math.sin(step / 10), middle.y + 80 * Math.cos(step / 10));
    const stamps = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'frameStamps')));
    await page.mouse.up();
    const atMs = parseStamps(stamps);
    const gaps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? at));
    const [first = 0] = atMs;
    const warm = gaps.filter((_, index) => (atMs[index] ?? 0) - first < WARM_MS);
    const steady = gaps.slice(warm.length);
    return {
      framesPerSecond: rateOf(steady),
      firstFramesPerSecond: rateOf(warm),
      longestFrameMs: Math.max(...steady),
    };
  } finally {
    await context.close();
  }
}

function rateOf(gapsMs: readonly number[]): number {
  return (1000 * gapsMs.length) / gapsMs.reduce((sum, gap) => sum + gap, 0);
}

/** Guarantee: the text was written by the script above. */
function parseStamps(text: string): number[] {
  return JSON.parse(text) as number[];
}
