// One page, opened cold on the phone's profile: when its largest part stood, how long its main thread was blocked, what it loaded.
import type { Browser } from 'playwright-core';
import { openPhone } from './profile.ts';

export interface PageTimes {
  /** First byte of the answer, from the start of the navigation; the network's own delay included. */
  readonly firstByteMs: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  /** Sum of what tasks lasted beyond 50 ms, between the first paint and three quiet seconds after loading. */
  readonly blockedMs: number;
  /** Compressed bodies, as they came. */
  readonly scriptBytes: number;
  readonly allBytes: number;
}

const QUIET_MS = 3_000;

/** Opens the address once. Rejects where it is answered by anything but 200. */
export async function measurePage(browser: Browser, address: string): Promise<PageTimes> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    locale: 'vi-VN',
  });
  try {
    const { page, session } = await openPhone(context);
    const types = new Map<string, string>();
    const bytes = { script: 0, all: 0 };
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      types.set(requestId, response.url.endsWith('.js') || response.url.endsWith('.mjs') ? 'Script' : type);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes.all += encodedDataLength;
      if (types.get(requestId) === 'Script') bytes.script += encodedDataLength;
    });
    await page.addInitScript(() => {
      const seen = { largestMs: 0, tasks: [] as { startTime: number; duration: number }[] };
      Object.assign(globalThis, { pageTimes: seen });
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) seen.largestMs = startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
      }).observe({ type: 'longtask', buffered: true });
    });
    const answer = await page.goto(address, { waitUntil: 'load', timeout: 120_000 });
    if (answer?.status() !== 200) throw new Error(`${address}: ${answer?.status()}`);
    await page.waitForTimeout(QUIET_MS);
    const times = await page.evaluate(() => {
      const seen: unknown = Reflect.get(globalThis, 'pageTimes');
      const [navigation] = performance.getEntriesByType('navigation');
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      const firstByteMs = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
      return { seen: JSON.stringify(seen), paint, firstByteMs };
    });
    const { largestMs, tasks } = parseSeen(times.seen);
    const blockedMs = tasks
      .filter(({ startTime }) => startTime >= times.paint)
      .reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0);
    return {
      firstByteMs: times.firstByteMs,
      firstPaintMs: times.paint,
      largestPaintMs: largestMs,
      blockedMs,
      scriptBytes: bytes.script,
      allBytes: bytes.all,
    };
  } finally {
    await context.close();
  }
}

interface Seen {
  readonly largestMs: number;
  readonly tasks: readonly { readonly startTime: number; readonly duration: number }[];
}

/** Guarantee: the text was written by the script above. */
function parseSeen(text: string): Seen {
  return JSON.parse(text) as Seen;
}
