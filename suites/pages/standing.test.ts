// A result is set beside those of its province: told from 50 devices on, with or without script, and nowhere below.
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { visit } from '../browser/visit.ts';
import { send } from './send.ts';
import { findSerious } from './serious.ts';

const startMs = Date.now() - 3_600_000;
/** Of Hà Nội 60 devices with 1, 2, 3 … 60 Mbit/s: a tenth of them below 6 to 7, a tenth above 54 to 55. */
const enough = { province: '01', commune: '00097', devices: 60 };
/** Of Đà Nẵng ten short of the 50 that percentiles need. */
const few = { province: '48', commune: '20242', devices: 40 };

/** Of one more device, to a point outside the country. */
const abroad = { serial: 301, province: '01', commune: '00097', rateMbps: 30, pointId: 'sg' };

let stack: Stack;
beforeAll(async () => {
  stack = await bootStack({
    env: { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' },
    prepare: async (folder) => {
      await using hub = await openHub(hubConfig({ I_SPEED_DATA: folder, LOG_LEVEL: 'silent' }));
      const publicKey = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } as const;
      const point = { id: 'sg', name: 'Singapore Một', networkKind: 'abroad' as const, country: 'SG' };
      await hub.registerPoint({ ...point, url: 'https://sg.example', publicKey });
    },
  });
  await send(stack.url, { ...abroad, atMs: startMs + abroad.serial });
  for (const [index, { province, commune, devices }] of [enough, few].entries())
    await Promise.all(
      Array.from({ length: devices }, (_, place) => {
        const serial = 100 * index + place + 1;
        return send(stack.url, { serial, province, commune, rateMbps: place + 1, atMs: startMs + serial });
      }),
    );
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Address of the page of a device's measurement. */
function pageOf(serial: number, language = ''): string {
  const time = (startMs + serial).toString(16).padStart(12, '0');
  const tail = serial.toString(16).padStart(12, '0');
  return `${stack.url}${language}/do/${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
}

test.each([
  [3, 'lowest-tenth', 'thuộc 10% chậm nhất'],
  [30, 'middle', 'ngang mức giữa'],
  [58, 'highest-tenth', 'thuộc 10% nhanh nhất'],
])('%i Mbit/s of 1 to 60: %s', async (rateMbps, part, words) => {
  const { page, faults } = await visit({ viewport: { width: 360, height: 740 } });
  await page.goto(pageOf(rateMbps));
  const line = page.locator('[data-part]');
  expect(await line.count()).toBe(1);
  expect(await line.getAttribute('data-part')).toBe(part);
  expect(await line.innerText()).toContain(`Tải xuống ${words}`);
  expect(await line.innerText()).toContain('Tính từ 60 máy');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await findSerious(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test('without script it is there too, in English', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  await page.goto(pageOf(58, '/en'));
  expect(await page.locator('[data-part]').innerText()).toContain('Download among the fastest 10%');
});

test('a result to a point abroad says so, in both languages', async () => {
  const { page } = await visit();
  await page.goto(pageOf(abroad.serial));
  await page.getByText('Đo tới điểm ở nước ngoài: Singapore Một.').waitFor();
  await page.goto(pageOf(abroad.serial, '/en'));
  await page.getByText('Measured to a point abroad: Singapore Một.').waitFor();
  await page.goto(pageOf(30));
  await page.getByRole('heading', { name: 'Tải xuống' }).waitFor();
  expect(await page.getByText('Singapore Một').count()).toBe(0);
});

test('beside too few devices nothing is said', async () => {
  const { page } = await visit();
  await page.goto(pageOf(100 + 20));
  await page.getByRole('heading', { name: 'Tải xuống' }).waitFor();
  expect(await page.locator('[data-part]').count()).toBe(0);
});
