// A commune with too few devices for a figure of its own: its overview says how many are missing and leads to the modelled estimate.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../browser/visit.ts';
import { send } from './send.ts';

/** Communes of Thành phố Hồ Chí Minh, 25747 the first: so many the model needs. */
const communes = [
  ...[
    '25747',
    '25750',
    '25760',
    '25768',
    '25771',
    '25777',
    '25780',
    '25792',
    '25807',
    '25813',
    '25819',
    '25822',
    '25837',
  ],
  ...[
    '25840',
    '25843',
    '25846',
    '25849',
    '25858',
    '25864',
    '25867',
    '25882',
    '25888',
    '25891',
    '25906',
    '25909',
    '25912',
  ],
];
const devices = 8;
const dayMs = 86_400_000;
const noonMs = new Date().setUTCDate(0) - (Date.now() % dayMs) + dayMs / 2;
const month = new Date(noonMs).toISOString().slice(0, 7);

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack({ env: { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' } });
  for (const [index, commune] of communes.entries())
    await Promise.all(
      Array.from({ length: devices }, (_, device) => {
        const serial = index * devices + device;
        // Between communes from 30 to 55, between devices of one by up to 14.
        const rateMbps = 30 + index + 2 * device;
        return send(stack.url, { serial, province: '79', commune, rateMbps, atMs: noonMs + serial, pointId: 'local' });
      }),
    );
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('the sentence on missing devices leads to the estimate, which stands on the page', async () => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 800 } });
  await page.goto(`${stack.url}/thong-ke/tong-quan?place=commune-25747&month=${month}`);
  const domestic = page.locator('section').filter({ has: page.locator('#domestic') });
  expect(await domestic.textContent()).toContain('Cần thêm 22 máy để nêu con số.');
  await domestic.getByRole('link', { name: 'Xem ước lượng theo mô hình' }).first().click();
  await page.waitForURL(/#modelled$/);
  expect(await page.locator('#modelled').textContent()).toMatch(/Ước lượng theo mô hình.*\d Mbps/s);
  expect(faults).toEqual([]);
});
