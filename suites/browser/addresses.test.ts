// With I_SPEED_HOST=0.0.0.0 the page is opened, and measures, under any address of the machine, over plain HTTP.
import { networkInterfaces } from 'node:os';
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure, visit } from './visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack({ host: '0.0.0.0' });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Addresses of this machine that others could use; link-local ones cannot be opened in a browser. */
const own = Object.values(networkInterfaces())
  .flatMap((entries) => entries ?? [])
  .filter((entry) => !entry.internal && !/^(fe[89ab]|169\.254\.)/i.test(entry.address))
  .map((entry) => (entry.family === 'IPv6' ? `[${entry.address}]` : entry.address));

test.each(['127.0.0.1', '[::1]', 'localhost', ...own])('the page measures under %s', async (host) => {
  const { page, faults } = await visit();
  const origin = `http://${host}:${stack.port}`;
  await page.goto(origin);
  await page.getByRole('checkbox').first().check();
  const id = await measure(page);
  const kept = await (await fetch(`${origin}/api/v1/measurements/${id}`)).json();
  expect(kept.failures).toEqual([]);
  expect(kept.download.rateMbps).toBeGreaterThan(0);
  expect(kept.upload.rateMbps).toBeGreaterThan(0);
  if (host !== 'localhost') expect(kept.family).toBe(host.startsWith('[') ? 6 : 4);
  const { points } = await (await fetch(`${origin}/api/v1/points`)).json();
  expect(points[0].url).toBe(`http://${host}:${stack.pointPort}`);
  expect(faults).toEqual([]);
});

test('it says all its addresses at the start', () => {
  for (const host of ['localhost', ...own]) expect(stack.output()).toContain(`  http://${host}:${stack.port}\n`);
});
