// The button works after at most 60 KB of compressed JavaScript: what the browser asked for until then, as the server sends it.
import { get } from 'node:http';
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';

const BUDGET_BYTES = 60 * 1024;

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('JavaScript fetched until the button works fits the budget', async () => {
  const { page } = await visit();
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (/\.js$/.test(new URL(request.url()).pathname)) scripts.add(request.url());
  });
  // What the page fetches ahead waits for the hub's first answer, which does not come: else a busy machine would count it too.
  await page.route('**/api/v1/**', () => undefined);
  // Asked once the page has come to life.
  await Promise.all([page.waitForRequest('**/api/v1/tickets'), page.goto(stack.url)]);
  const sizes = await Promise.all([...scripts].map(fetchCompressed));
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
});

/** Bytes of a body as they travel: gzip, which every browser takes over plain HTTP. */
async function fetchCompressed(url: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
    let sizeBytes = 0;
    expect(response.headers['content-encoding']).toBe('gzip');
    response.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
    });
    response.on('end', () => resolve(sizeBytes));
  }).on('error', reject);
  return promise;
}
