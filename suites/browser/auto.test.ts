// Automatic mode in real Chromium: switched on by a person, it measures by itself, in the page and in the background, and shows what it did.
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMeasuring, visit, waitForResult } from './visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Changes what the device keeps of automatic mode: a short interval, due at once. */
async function makeDue(page: Page, intervalMs: number): Promise<void> {
  await page.evaluate(
    (interval) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('i-speed-auto', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('auto', 'readwrite');
          const store = transaction.objectStore('auto');
          const reading = store.get('auto');
          reading.onsuccess = () => {
            const record = reading.result;
            record.settings = { ...record.settings, intervalMs: interval, quiet: undefined };
            record.state.dueAtMs = 0;
            store.put(record, 'auto');
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    intervalMs,
  );
}

async function switchOn(page: Page): Promise<void> {
  await page.goto(`${stack.url}/tu-dong`);
  await page.getByRole('button', { name: 'Bật chế độ tự động' }).click();
  await page.getByRole('heading', { name: 'Đang bật' }).waitFor();
}

const links = (page: Page) => page.locator('a[href^="/do/"]');

test('it is off until a person switches it on, then measures by itself and again, and stops when told', async () => {
  const { page, faults } = await visit();
  await page.goto(`${stack.url}/tu-dong`);
  await page.getByRole('heading', { name: 'Đang tắt' }).waitFor();
  await switchOn(page);
  await page.getByText('Chưa có lần đo tự động nào.').waitFor();
  await makeDue(page, 2_000);
  await page.reload();
  await links(page).nth(1).waitFor({ timeout: 40_000 });
  const path = await links(page).first().getAttribute('href');
  const record = await (await page.request.get(`${stack.url}/api/v1/measurements/${path?.split('/').at(-1)}`)).json();
  expect(record).toMatchObject({ trigger: 'auto', profile: 'auto', client: { kind: 'web' } });
  expect(record.download.bytes + record.upload.bytes).toBeLessThanOrEqual(2_000_000);
  expect(await page.getByText(/^Tháng \d\d\/\d{4} đã dùng [\d,]+ MB trong 200 MB\.$/).count()).toBe(1);
  await page.getByRole('button', { name: 'Tắt' }).click();
  await page.getByRole('heading', { name: 'Đang tắt' }).waitFor();
  expect(faults).toEqual([]);
});

test('where the browser does not tell what was made a condition, it says so and moves nothing', async () => {
  const { page } = await visit();
  await switchOn(page);
  await page.getByLabel('Đo khi dùng').selectOption('wifi');
  await makeDue(page, 60_000);
  await page.reload();
  // This machine's browser does not tell its network, and Wi-Fi alone was chosen.
  await page.getByText('Không đo: trình duyệt không cho biết đang dùng loại mạng nào').waitFor({ timeout: 20_000 });
  expect(await links(page).count()).toBe(0);
});

test('in the background it measures when the browser says so, and the page shows it', async () => {
  const { page, context } = await visit();
  await switchOn(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await makeDue(page, 60_000);
  // No page looks any more: what measures now is the service worker.
  await page.evaluate(() => localStorage.removeItem('i-speed.auto'));
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await page.goto(`${stack.url}/phuong-phap`);
  await session.send('ServiceWorker.dispatchPeriodicSyncEvent', {
    ...{ origin: stack.url, registrationId, tag: 'i-speed.auto' },
  });
  await page.goto(`${stack.url}/tu-dong`);
  await page.getByText('(chạy nền)').waitFor({ timeout: 40_000 });
  expect(await links(page).count()).toBe(1);
});

test('a person who presses the button has the link: an automatic run gives way', async () => {
  const { page, context } = await visit();
  await switchOn(page);
  const own = await context.newPage();
  await own.goto(stack.url);
  await makeDue(own, 60_000);
  await page.reload();
  const holders = () => own.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name));
  await expect.poll(holders, { interval: 20, timeout: 20_000 }).toContain('i-speed.link');
  await startMeasuring(own);
  const id = await waitForResult(own);
  await page.getByText('Nhường cho lượt đo của bạn').waitFor();
  expect(await links(page).count()).toBe(0);
  const record = await (await own.request.get(`${stack.url}/api/v1/measurements/${id}`)).json();
  expect(record).toMatchObject({ trigger: 'manual', failures: [] });
});
