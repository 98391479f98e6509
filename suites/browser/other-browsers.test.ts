// The page measures in the browsers of other makers as well: Firefox, and WebKit, which is Safari's engine.
import { publicMeasurement } from '@i-speed/spec';
import { bootStack, hasOtherBrowser, openOtherBrowser, otherBrowserNames, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from './visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

describe.each(otherBrowserNames)('in %s', (name) => {
  test.runIf(hasOtherBrowser(name))('a person presses the button, and what is shown is what is kept', async () => {
    await using browser = await openOtherBrowser(name);
    await browser.goto(stack.url);
    await browser.evaluate(
      `void (globalThis.faults = [], addEventListener('error', ({ message }) => faults.push(message)),
        addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason))))`,
    );
    const button = `[...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === '${words.vi.start}')`;
    await browser.evaluate(`${button}.click()`);
    await expect
      .poll(() => browser.evaluate('location.pathname'), { timeout: 60_000, interval: 200 })
      .toMatch(/^\/do\/[0-9a-f-]{36}$/);
    const id = String(await browser.evaluate("location.pathname.split('/').at(-1)"));
    await expect.poll(async () => (await fetch(`${stack.url}/api/v1/measurements/${id}`)).status).toBe(200);
    const kept = publicMeasurement.parse(await (await fetch(`${stack.url}/api/v1/measurements/${id}`)).json());
    expect(kept).toMatchObject({ client: { kind: 'web' }, trigger: 'manual', profile: 'standard', failures: [] });
    expect(kept.reasons).not.toContain('receipt-missing');
    expect(kept.download?.rateMbps).toBeGreaterThan(0);
    expect(kept.upload?.rateMbps).toBeGreaterThan(0);
    expect(kept.latency?.idle?.n).toBeGreaterThanOrEqual(20);
    expect(await browser.evaluate("document.querySelector('[role=status]').textContent")).toMatch(
      /^Đã đo xong\. Tải xuống \S+ .bps\. Tải lên \S+ .bps\./,
    );
    expect(await browser.evaluate('faults')).toEqual([]);
  });
});
