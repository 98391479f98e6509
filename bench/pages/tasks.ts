// `node bench/pages/tasks.ts --url ORIGIN [--page PATH] [--runs N] [--from MS]`: what the long tasks of a page hold after its first paint, on the phone's profile.
import { parseArgs } from 'node:util';
import { openBrowser } from '@i-speed/testbed';
import type { Browser, CDPSession } from 'playwright-core';
import { openPhone } from './profile.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, as Chromium counts them. */
  readonly ts: number;
  readonly dur?: number;
  /** Of the thread's own processor time. */
  readonly tdur?: number;
  readonly args?: { readonly data?: Record<string, unknown> };
}

const CATEGORIES = ['blink.user_timing', 'loading', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];
const QUIET_MS = 3_000;
const LONG_MS = 50;
/** Parts of a task that are worth a line. */
const PART_MS = 4;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080' },
    page: { type: 'string', default: '/' },
    runs: { type: 'string', default: '1' },
    from: { type: 'string', default: String(LONG_MS) },
  },
});
const browser = await openBrowser();
for (let run = 0; run < Number(values.runs); run += 1) tell(await trace(browser, values.url + values.page));
await browser.close();

async function trace(browser: Browser, address: string): Promise<TraceEvent[]> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    locale: 'vi-VN',
  });
  const { page } = await openPhone(context);
  const root = await browser.newBrowserCDPSession();
  await root.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  await page.goto(address, { waitUntil: 'load', timeout: 120_000 });
  await page.waitForTimeout(QUIET_MS);
  const events = await collect(root);
  await context.close();
  return events;
}

async function collect(root: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  root.on('Tracing.dataCollected', ({ value }) => events.push(...asEvents(value)));
  const ended = new Promise((resolve) => root.once('Tracing.tracingComplete', resolve));
  await root.send('Tracing.end');
  await ended;
  return events;
}

function tell(events: readonly TraceEvent[]): void {
  const paint = events.findLast(({ name }) => name === 'firstContentfulPaint');
  const start = events.findLast(
    ({ name, pid, ts }) => name === 'navigationStart' && pid === paint?.pid && ts < paint.ts,
  );
  if (paint === undefined || start === undefined) throw new Error('the page painted nothing');
  const here = events.filter(({ pid, tid, ph }) => pid === paint.pid && tid === paint.tid && ph === 'X');
  const tasks = here.filter(({ name, ts }) => name === 'RunTask' && ts >= paint.ts);
  const beyond = (us: number) => Math.max(0, us / 1000 - LONG_MS);
  const blockedMs = tasks.reduce((sum, { dur = 0 }) => sum + beyond(dur), 0);
  const ownMs = tasks.reduce((sum, { tdur = 0 }) => sum + beyond(tdur), 0);
  const at = (ts: number) => ((ts - start.ts) / 1000).toFixed(0);
  console.log(
    `first paint ${at(paint.ts)} ms, blocked ${blockedMs.toFixed(0)} ms, ${ownMs.toFixed(0)} in the thread's own processor time`,
  );
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    if (dur / 1000 < Number(values.from)) continue;
    console.log(`\n${at(ts)} ms: ${(dur / 1000).toFixed(0)} ms (${(tdur / 1000).toFixed(0)} of processor)`);
    const within = here.filter((one) => one.ts >= ts && one.ts + (one.dur ?? 0) <= ts + dur);
    for (const part of within.filter((one) => (one.dur ?? 0) / 1000 >= PART_MS).sort((a, b) => a.ts - b.ts)) {
      const above = within.filter((one) => one.ts <= part.ts && one.ts + (one.dur ?? 0) >= part.ts + (part.dur ?? 0));
      console.log(`${'  '.repeat(above.length)}${part.name} ${((part.dur ?? 0) / 1000).toFixed(0)} ${detail(part)}`);
    }
  }
}

function detail({ args }: TraceEvent): string {
  const { url, functionName, stackTrace: _, ...data } = args?.data ?? {};
  return [functionName, typeof url === 'string' ? url.split('/').at(-1) : undefined, data.lineNumber, data.columnNumber]
    .filter((one) => one !== undefined)
    .join(' ');
}

/** Guarantee: Chromium's trace events have these fields. */
function asEvents(value: unknown[]): TraceEvent[] {
  return value as TraceEvent[];
}
