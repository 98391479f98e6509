// The installable app in real Chromium: nothing stands against installing it, it opens without a network, and what was reported
// meanwhile is sent once.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('it can be installed', async () => {
  const { page, context } = await visit();
  await page.goto(stack.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const session = await context.newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A test's window is a private one, in which nothing is ever installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('it opens without a network, and a report waits and goes out once', async () => {
  const { page, context } = await visit();
  await page.goto(`${stack.url}/bao-vung-lom`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await context.setOffline(true);
  await page.goto(stack.url);
  expect(await page.getByRole('button', { name: 'Bắt đầu đo', exact: true }).isVisible()).toBe(true);

  await page.goto(`${stack.url}/bao-vung-lom`);
  await page.getByLabel('Nhà mạng không có sóng').selectOption('viettel');
  await page.getByLabel('Tỉnh, thành phố (khi không gửi vị trí)').selectOption('01');
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
  await page.getByText('Đang chờ gửi: 1.').waitFor();

  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('Đang chờ gửi: 1.').waitFor({ state: 'detached' });
  await page.reload();
  const answer = await page.request.get(`${stack.url}/api/v1/white-spots?province=01`);
  const { whiteSpots } = await answer.json();
  expect(whiteSpots.length).toBe(1);
});

test("a page that is not on the device leads to one that works there: a result to the list of one's own", async () => {
  const { page, context } = await visit();
  await page.goto(stack.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await context.setOffline(true);
  for (const [asked, given] of [
    ['/do/01890000-0000-7000-8000-000000000000', '/lich-su'],
    ['/en/cong-bo/2026-10', '/en'],
  ]) {
    await page.goto(`${stack.url}${asked}`);
    expect(new URL(page.url()).pathname).toBe(given);
    await page.locator('html[data-ready], main h1').first().waitFor();
  }
  expect(await page.getByRole('button', { name: 'Start', exact: false }).first().isVisible()).toBe(true);
});

test('no page of people who sign in, and no question, is kept on the device', async () => {
  const { page } = await visit();
  await page.goto(stack.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  for (const path of [
    '/dang-nhap',
    '/dang-nhap/mat-khau?token=secret',
    '/quan-tri',
    '/thong-ke?groupBy=day',
    '/gioi-thieu',
  ])
    await page.goto(`${stack.url}${path}`);
  const kept = await page.evaluate(async () => {
    const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = (await Promise.all(caching.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => url.slice(location.origin.length));
  });
  expect(kept).toContain('/gioi-thieu');
  expect(kept.filter((path) => /dang-nhap|quan-tri|\?/.test(path))).toEqual([]);
});

test('an opening is told once to the unit whose link brought the install, and going from page to page is none', async () => {
  const { page, context } = await visit();
  await context.addInitScript(() =>
    localStorage.setItem('i-speed.choices', JSON.stringify({ unit: { code: 'xa-1', name: 'Xã Một' } })),
  );
  let told = 0;
  const forCountry: (string | null)[] = [];
  page.on('request', (request) => {
    if (request.url() === `${stack.url}/api/v1/openings`) forCountry.push(request.postData());
    if (request.method() === 'POST' && request.url() === `${stack.url}/api/v1/units/xa-1/opens`) told += 1;
  });
  const opened = () => page.waitForRequest((request) => request.url().endsWith('/opens'));
  await Promise.all([opened(), page.goto(stack.url)]);
  await page.getByRole('link', { name: 'Lịch sử', exact: true }).click();
  await page.getByRole('heading', { name: 'Lịch sử trên máy này' }).waitFor();
  await page.getByRole('link', { name: 'i-Speed', exact: true }).first().click();
  await page.getByRole('button', { name: 'Bắt đầu đo', exact: true }).waitFor();
  // A page without script is left by loading the next one, which is no new opening either.
  await page.getByRole('link', { name: 'Phương pháp', exact: true }).click();
  await page.getByRole('heading', { name: 'Chúng tôi đo thế nào' }).waitFor();
  await page.getByRole('link', { name: 'i-Speed', exact: true }).first().click();
  await page.getByRole('button', { name: 'Bắt đầu đo', exact: true, disabled: false }).waitFor();
  expect(told).toBe(1);
  await Promise.all([opened(), page.goto(`${stack.url}/lien-he`)]);
  expect(told).toBe(2);
  // The country's counter hears whether the device is new, and not which it is.
  expect(forCountry).toEqual(['{"first":"ever"}', '{"first":"no"}']);
});
