// What a device and the hub hold of one install: filtered, taken away as files, and erased for good.
import { readFile } from 'node:fs/promises';
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure, visit } from './visit.ts';

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
