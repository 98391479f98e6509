// What people tell the hub by the public pages: a wrong entry is named beside its field, in the page's own language.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('a problem gets a number and a state; blanks, and a number that nothing has, are told in Vietnamese', async () => {
  const { page, faults } = await visit();
  await page.goto(`${stack.url}/lien-he`);
  const text = page.getByLabel('Chuyện gì đã xảy ra?');
  await text.fill(' '.repeat(12));
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.locator('#report-text-fault').filter({ hasText: 'Cần ít nhất 10 ký tự' }).waitFor();
  await text.fill('Buổi tối trang đo không tải được');
  await page.getByRole('button', { name: 'Gửi', exact: true }).click();
  const told = page.getByText(/Số báo cáo của bạn: [2-9A-Z]{10}\./);
  await told.waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  const [number = ''] = (await told.textContent())?.match(/[2-9A-Z]{10}/) ?? [];
  const look = async (asked: string) => {
    await page.getByLabel('Số báo cáo', { exact: true }).fill(asked);
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
  };
  await look('ABCDEFGH99');
  await page.locator('#look-number-fault').filter({ hasText: 'Không có báo cáo nào mang số này' }).waitFor();
  await look(number.toLowerCase());
  await page.getByText('Đã nhận', { exact: true }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('a report from outside the country asks for the province, in Vietnamese, and goes out with it', async () => {
  const geolocation = { latitude: 48.2, longitude: 16.37 };
  const { page, faults } = await visit({ geolocation, permissions: ['geolocation'] });
  await page.goto(`${stack.url}/bao-vung-lom`);
  await page.getByLabel('Nhà mạng không có sóng').selectOption('viettel');
  await page.getByRole('button', { name: 'Dùng vị trí của tôi' }).click();
  await page.getByText('Đã có vị trí').waitFor();
  const send = page.getByRole('button', { name: 'Gửi báo cáo' });
  await send.click();
  await page.locator('#spot-provinceCode-fault').filter({ hasText: 'Hãy chọn tỉnh, thành phố rồi gửi lại' }).waitFor();
  await page.getByLabel('Tỉnh, thành phố (khi không gửi vị trí)').selectOption('01');
  await send.click();
  await page.getByText('Đã gửi. Cảm ơn bạn.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(faults).toEqual([]);
});
