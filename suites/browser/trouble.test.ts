// The network goes away in the middle: what was measured is shown, kept on the device, and sent when it is back.
import { bootStack, listChildren, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMeasuring, visit, waitForPulses, waitForResult } from './visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test.runIf(process.platform === 'linux')('a network that falls silent while measuring loses nothing', async () => {
  const { page, context, faults } = await visit();
  await page.goto(stack.url);
  await startMeasuring(page);
  await waitForPulses(page);

  // Stopped processes answer nothing and refuse nothing, as a network does that is gone.
  const processes = [stack.pid, ...listChildren(stack.pid)];
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  try {
    await context.setOffline(true);
    await page.getByRole('alert').first().waitFor({ timeout: 45_000 });
    await page.getByText('được giữ trên máy này').first().waitFor({ timeout: 30_000 });
  } finally {
    for (const pid of processes) process.kill(pid, 'SIGCONT');
  }
  const id = await waitForResult(page);
  expect((await fetch(`${stack.url}/api/v1/measurements/${id}`)).status).toBe(404);

  await context.setOffline(false);
  await expect
    .poll(async () => (await fetch(`${stack.url}/api/v1/measurements/${id}`)).status, { timeout: 20_000 })
    .toBe(200);
  expect(faults).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'a point that dies while measuring is told, and the rest is kept',
  async () => {
    const { page, faults } = await visit();
    await page.goto(stack.url);
    await startMeasuring(page);
    await waitForPulses(page);
    for (const pid of listChildren(stack.pid)) process.kill(pid, 'SIGKILL');
    await page.getByRole('alert').first().waitFor({ timeout: 45_000 });
    await page.waitForURL(/\/do\/[0-9a-f-]{36}$/, { timeout: 30_000 });
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const kept = await (await fetch(`${stack.url}/api/v1/measurements/${id}`)).json();
    expect(kept.failures.length).toBeGreaterThan(0);
    expect(kept.latency.idle.n).toBeGreaterThanOrEqual(20);
    expect(faults).toEqual([]);
  },
);

test('a measuring part that does not load is told in the page’s own words, with what to do', async () => {
  const { page } = await visit();
  await page.route(/engine-worker/, (route) => route.abort());
  await page.goto(stack.url);
  await startMeasuring(page);
  expect(await page.getByRole('alert').textContent()).toContain('Tải lại trang rồi đo lại');
});

test('a result that the hub refuses is told in the page’s own words, kept, and not sent again', async () => {
  const { page } = await visit();
  // What a device sends whose clock is an hour ahead; the hub itself refuses it.
  await page.route('**/api/v1/measurements', (route) => {
    const sent = route.request().postDataJSON();
    const startedAt = new Date(Date.parse(sent.startedAt) + 3_600_000).toISOString();
    return route.continue({ postData: JSON.stringify({ ...sent, startedAt }) });
  });
  await page.goto(stack.url);
  await startMeasuring(page);
  const told = page.getByRole('status').filter({ hasText: 'Hãy chỉnh lại ngày giờ rồi đo lại' });
  await told.waitFor({ timeout: 45_000 });
  expect(await told.textContent()).not.toMatch(/clock|future/);
  await page.goto(`${stack.url}/lich-su`);
  await page.getByText('bị từ chối').waitFor();
});
