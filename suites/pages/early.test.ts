// On a slow network a page can be used before its script has come: what was chosen until then holds.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMeasuring, visit } from '../browser/visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** A page whose scripts wait until `go` is called. */
async function slowPage(path: string) {
  const { page, faults } = await visit();
  const started = Promise.withResolvers<void>();
  await page.route('**/_app/**/*.js', async (route) => {
    await started.promise;
    await route.continue();
  });
  await page.goto(stack.url + path, { waitUntil: 'commit' });
  return { page, faults, go: () => started.resolve() };
}

test('a filter of the map chosen early is followed', async () => {
  const { page, faults, go } = await slowPage('/ban-do');
  await page.locator('select[name="access"]').selectOption('fixed');
  go();
  await page.waitForURL((url) => url.searchParams.get('access') === 'fixed');
  expect(faults).toEqual([]);
});

test('an operator and a province chosen early go out with the report', async () => {
  const { page, faults, go } = await slowPage('/bao-vung-lom');
  await page.getByLabel('Nhà mạng không có sóng').selectOption('viettel');
  await page.getByLabel('Tỉnh, thành phố (khi không gửi vị trí)').selectOption('01');
  go();
  // The communes of the province come by the script.
  await page.getByRole('option', { name: 'Phường Hồng Hà' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
  await page.getByText('Đã gửi. Cảm ơn bạn.').waitFor();
  expect(faults).toEqual([]);
});

test('places chosen early are compared, also once the page is alive', async () => {
  const { page, faults, go } = await slowPage('/thong-ke/so-sanh');
  await page.locator('select[name="place"]').selectOption('operator-viettel');
  await page.locator('select[name="access"]').selectOption('fixed');
  go();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(undefined))));
  await page.getByRole('button', { name: 'So sánh' }).click();
  await page.waitForURL((url) => {
    const { place, access } = Object.fromEntries(url.searchParams);
    return place === 'operator-viettel' && access === 'fixed';
  });
  expect(faults).toEqual([]);
});

/** Far longer than what the page itself needs between two files, so that what comes together is seen as one round. */
const ROUND_TRIP_MS = 500;
/** The first file of what comes later, and all others at once, the worker beside them. A busy machine may see one more. */
const MOST_ROUNDS = 3;

test('a measurement begins after two rounds of files, however many it needs', async () => {
  // A first visit: the service worker, which would fetch files by itself, is not there yet.
  const { page } = await visit({ serviceWorkers: 'block' });
  let round = 0;
  await page.route('**/_app/**', async (route) => {
    const own = round + 1;
    await new Promise((resolve) => setTimeout(resolve, ROUND_TRIP_MS));
    round = Math.max(round, own);
    await route.continue();
  });
  // The page's own question finds no answer: else it would fetch ahead what the button needs.
  let asked = 0;
  await page.route('**/api/v1/tickets', (route) => (asked++ === 0 ? undefined : route.continue()));
  await Promise.all([page.waitForRequest('**/api/v1/tickets'), page.goto(stack.url)]);
  round = 0;
  await Promise.all([page.waitForRequest('**/api/v1/tickets'), startMeasuring(page)]);
  expect(round).toBeGreaterThan(0);
  expect(round).toBeLessThanOrEqual(MOST_ROUNDS);
});
