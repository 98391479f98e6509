// What a device and the hub hold of one install: filtered, taken away as files, and erased for good.
import { readFile } from 'node:fs/promises';
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure, visit } from './visit.ts';

const ownRecord = {
  id: '019aa000-0000-7000-8000-000000000009',
  state: 'sent',
  submission: {
    id: '019aa000-0000-7000-8000-000000000009',
    startedAt: '2026-11-20T03:00:00.000Z',
    durationMs: 9_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: '1',
    client: { kind: 'web', version: '0.1.0' },
    position: { latitude: 21.0333, longitude: 105.8511, accuracyM: 20, source: 'gps' },
    download: {
      rateMbps: 38.5,
      bytes: 9_625_000,
      durationMs: 2_000,
      rampMs: 200,
      stop: 'converged',
      pulses: [],
      series: [],
    },
    failures: [],
  },
};

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

/** Puts a record into the device's store, or, without one, erases everything in it; gives how many there are then. */
function onDevice(page: Page, record?: object): Promise<number> {
  return page.evaluate(
    (put) =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('i-speed', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('measurements', { keyPath: 'id' });
        request.onsuccess = () => {
          const transaction = request.result.transaction('measurements', 'readwrite');
          const store = transaction.objectStore('measurements');
          if (put === undefined) store.clear();
          else store.put(put);
          const count = store.count();
          transaction.oncomplete = () => resolve(count.result);
        };
      }),
    record,
  );
}

test('what was erased while it was sent stays erased', async () => {
  const { page } = await visit();
  const posted = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  await page.context().route('**/api/v1/measurements', async (route) => {
    posted.resolve();
    await answer.promise;
    await route.fulfill({ status: 201, contentType: 'application/json', body: '{}' });
  });
  await page.goto(stack.url, { waitUntil: 'networkidle' });
  await onDevice(page, { ...ownRecord, state: 'waiting' });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await posted.promise;
  const answered = page.waitForResponse('**/api/v1/measurements');
  await onDevice(page);
  answer.resolve();
  await answered;
  await page.goto(`${stack.url}/lich-su`);
  await page.getByText('Chưa có lượt đo nào trên máy này.').waitFor();
});

test('own places are drawn from the device alone: nothing that is asked for tells where they are', async () => {
  const { page, faults } = await visit();
  await page.goto(stack.url);
  await onDevice(page, ownRecord);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${stack.url}/lich-su`);
  expect(asked.filter((one) => one.includes('maplibre') || one.includes('/areas'))).toEqual([]);
  await page.getByRole('button', { name: 'Xem 1 lượt đo có vị trí trên bản đồ' }).click();
  await page.locator('[data-state="painted"]').waitFor({ timeout: 40_000 });
  expect(asked.filter((one) => one.includes('/areas')).map((one) => new URL(one.split(' ')[0] ?? '').search)).toEqual([
    '?level=province',
    '?level=commune',
    '?level=commune',
  ]);
  expect(asked.filter((one) => /21[.,]0[34]|105[.,]8/.test(one))).toEqual([]);
  expect(faults).toEqual([]);
});

test('the history is filtered and saved, and everything is erased here and at the hub', async () => {
  const { page, faults } = await visit();
  await page.goto(stack.url);
  const id = await measure(page);

  await page.goto(`${stack.url}/lich-su`);
  await page.getByText('1 lượt đo').waitFor();
  const [head = '', row = ''] = (await saved(page, 'Tải về CSV')).split('\r\n');
  expect(head).toMatch(/^\ufeffid,started_at,trigger,/);
  expect(row).toMatch(new RegExp(`^${id},.*,manual,`));
  expect(JSON.parse(await saved(page, 'Tải về JSON'))).toMatchObject([{ id }]);
  await page.getByLabel('Cách đo').selectOption('auto');
  await page.getByText('Đang hiện 0 trong 1 lượt.').waitFor();

  await page.goto(`${stack.url}/du-lieu-cua-toi`);
  await page.getByRole('heading', { name: 'Máy chủ đang giữ' }).waitFor();
  const held = JSON.parse(await saved(page, 'Tải về tất cả (JSON)'));
  const installId = held.measurements[0].client.installId;
  expect(held).toMatchObject({ measurements: [{ id, client: { kind: 'web' } }], whiteSpots: [], problemReports: [] });
  await page.getByRole('button', { name: 'Xóa tất cả' }).click();
  await page.getByRole('button', { name: 'Xóa vĩnh viễn' }).click();
  await page.getByText('Đã xóa 1 lượt đo, 0 báo vùng lõm và 0 báo sự cố.').waitFor();

  expect((await page.request.get(`${stack.url}/api/v1/measurements/${id}`)).status()).toBe(404);
  const left = await page.request.post(`${stack.url}/api/v1/my-data`, { data: { installId } });
  expect(await left.json()).toEqual({ measurements: [], isCut: false, whiteSpots: [], problemReports: [] });
  await page.goto(`${stack.url}/lich-su`);
  await page.getByText('Chưa có lượt đo nào trên máy này.').waitFor();
  await page.goto(`${stack.url}/du-lieu-cua-toi`);
  await page.getByText('Máy này chưa có mã').waitFor();
  expect(faults).toEqual([]);
});
