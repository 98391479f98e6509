// The button works after at most 60 KB of compressed JavaScript, by the browser's own count.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit, words } from './visit.ts';

const BUDGET_BYTES = 60 * 1024;

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('JavaScript fetched until the button works fits the budget', async () => {
  const { page, context } = await visit();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let fetchedBytes = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || /javascript/.test(response.mimeType)) scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) fetchedBytes += encodedDataLength;
  });
  await page.goto(stack.url);
  const button = page.getByRole('button', { name: words.vi.start, exact: true });
  await button.and(page.locator(':enabled')).waitFor();
  expect(scripts.size).toBeGreaterThan(0);
  expect(fetchedBytes).toBeGreaterThan(0);
  expect(fetchedBytes).toBeLessThanOrEqual(BUDGET_BYTES);
});
