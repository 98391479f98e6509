// The statistics pages: every number leads to a definition that stands there, and every page to the next.
import { bootStack, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages, pathIn, visit } from '../browser/visit.ts';
import { readPrinted } from '../portal/office.ts';
import { send } from './send.ts';
import { findSerious } from './serious.ts';

const devices = 60;
/** Of Thành phố Hồ Chí Minh, nearly alike: however narrow their interval, no median. */
const few = 16;
const dayMs = 86_400_000;
/** Rates of the devices of Hà Nội, evenly spread: their median is 69.5. */
const rates = Array.from({ length: devices }, (_, device) => 40 + device);

let stack: Stack;
let month: string;
beforeAll(async () => {
  stack = await bootStack({ env: { I_SPEED_REQUIRE_TICKET: 'false', I_SPEED_REQUIRE_RECEIPT: 'false' } });
  const atMs = Date.now() - dayMs / 2;
  month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit' }).format(
    atMs,
  );
  for (const [serial, rateMbps] of rates.entries())
    await send(stack.url, { serial, province: '01', commune: '00097', rateMbps, atMs: atMs + serial });
  for (let serial = devices; serial < 2 * devices; serial += 1)
    await send(stack.url, {
      serial,
      province: '48',
      commune: '20242',
      rateMbps: 20 + (serial % 3),
      atMs: atMs + serial,
    });
  for (let serial = 2 * devices; serial < 2 * devices + few; serial += 1)
    await send(stack.url, {
      serial,
      province: '79',
      commune: '26740',
      rateMbps: 50 + serial / 100,
      atMs: atMs + serial,
    });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const overview = () => `/thong-ke/tong-quan?place=province-01&month=${month}`;

test('on paper charts keep their bars, figures stand on the first page, and a dark screen prints on white', async () => {
  const { page } = await visit({ colorScheme: 'dark' });
  await page.goto(`${stack.url}/thong-ke?groupBy=province&access=mobile`);
  const [first = ''] = readPrinted(await page.pdf({ format: 'A4' }), 'pdf').split('\f');
  expect(first).toContain('Thành phố Hà Nội');
  await page.goto(stack.url + overview());
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ground'));
  expect(await ground()).toBe('#161513');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await ground()).toMatch(/^#fff(fff)?$/);
  const bars = page.locator('.bar');
  expect(await bars.count()).toBeGreaterThan(5);
  const adjusts = await bars.evaluateAll((all) => all.map((bar) => getComputedStyle(bar).printColorAdjust));
  expect(new Set(adjusts)).toEqual(new Set(['exact']));
});

test.each(languages)('every number leads to a definition that exists (%s)', async (language) => {
  const { page } = await visit();
  const targets = new Set<string>();
  for (const path of [overview(), '/thong-ke?groupBy=province&access=mobile', '/ban-do']) {
    await page.goto(stack.url + pathIn(language, path));
    for (const target of await definitionsOn(page)) targets.add(target);
  }
  expect(targets.size).toBeGreaterThan(8);
  for (const target of targets) {
    const { pathname, hash } = new URL(target);
    expect(pathname.startsWith(pathIn(language, '/phuong-phap/'))).toBe(true);
    await page.goto(target);
    expect([target, await page.locator(hash).count()]).toEqual([target, 1]);
  }
});

test('an overview tells the median and the sample, and leads to the table and the map and back', async () => {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 900 } });
  await page.goto(stack.url + overview());
  expect(await page.locator('h1').textContent()).toBe('Thành phố Hà Nội');
  const domestic = page.locator('section').filter({ has: page.locator('#domestic') });
  expect(await domestic.textContent()).toContain('69,5');
  expect(await domestic.textContent()).toContain(`${devices} mẫu từ ${devices} máy`);
  expect(await page.locator('#sample ~ ul').textContent()).toContain(`Di động: chưa đủ mẫu (${devices}/100)`);
  const sections = page.getByRole('navigation', { name: 'Các trang thống kê' });
  await sections.getByRole('link', { name: 'Bảng số liệu' }).click();
  await page.waitForURL(/\/thong-ke\?access=mobile&province=01$/);
  await sections.getByRole('link', { name: 'Bản đồ' }).click();
  await page.waitForURL(/\/ban-do\?/);
  await sections.getByRole('link', { name: 'Tổng quan' }).click();
  await page.waitForURL(/\/thong-ke\/tong-quan\?place=province-01/);
  expect(faults).toEqual([]);
});

test.each([
  {
    language: 'vi',
    sentence: 'Cần thêm 14 máy để nêu con số.',
    press: 'Cần thêm 34 máy để nêu cả trung vị và trung bình: không nên trích dẫn tháng này.',
  },
  {
    language: 'en',
    sentence: '14 more devices are needed for a figure.',
    press: '34 more devices are needed for both the median and the mean: this month should not be quoted.',
  },
] as const)(
  'of few devices no figure, but how many more are needed ($language)',
  async ({ language, sentence, press }) => {
    const { page, faults } = await visit({ viewport: { width: 360, height: 800 } });
    await page.goto(stack.url + pathIn(language, `/thong-ke/tong-quan?place=province-79&month=${month}`));
    const domestic = page.locator('section').filter({ has: page.locator('#domestic') });
    expect(await domestic.textContent()).toContain(sentence);
    expect(await domestic.textContent()).not.toMatch(/5[0-9][.,][0-9]/);
    expect(
      await page
        .locator('section')
        .filter({ has: page.locator('#press') })
        .textContent(),
    ).toContain(press);
    await page.goto(stack.url + pathIn(language, '/thong-ke?groupBy=province&access=mobile'));
    const row = page.locator('tr').filter({ hasText: 'Hồ Chí Minh' });
    expect(await row.textContent()).toContain(sentence);
    await page.goto(stack.url + pathIn(language, '/ban-do'));
    expect(await page.locator('tr[data-code="79"]').textContent()).toContain(sentence);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  },
);

test('a question that cannot be answered names every choice to look at again', async () => {
  const { page } = await visit();
  await page.goto(`${stack.url}/thong-ke?province=99&from=2026-03-02&to=2026-03-01`);
  expect(await page.getByRole('alert').textContent()).toContain('Hãy chọn lại: Từ ngày; Tỉnh, thành phố.');
  await page.goto(`${stack.url}/en/thong-ke?operator=nobody`);
  expect(await page.getByRole('alert').textContent()).toContain('there is no operator nobody');
});

test('two places are compared, and a difference is told only where intervals lie apart', async () => {
  const { page } = await visit();
  await page.goto(`${stack.url}/thong-ke/so-sanh?place=province-01&with=province-48&month=${month}`);
  const median = page.locator('tr[data-quantity="download"]').first();
  expect(await median.textContent()).toContain('69,5');
  expect(await median.getAttribute('data-verdict')).toBe('higher');
  expect(await median.textContent()).toContain('Thành phố Hà Nội nhanh hơn');
  const file = await page.getByRole('link', { name: 'Tải CSV' }).evaluate((link: HTMLAnchorElement) => link.href);
  const [head, first] = (await (await fetch(file)).text()).split('\r\n');
  expect(head).toBe(
    'quantity,unit,statistic,network_kind,first_place,second_place,first,first_low,first_high,second,second_low,second_high,verdict',
  );
  // Of a point of unknown kind, as the samples were sent.
  expect(first).toMatch(/^download,Mbit\/s,median,,Thành phố Hà Nội,Thành phố Đà Nẵng,69\.5,.*,higher$/);
  await page.goto(`${stack.url}/thong-ke/so-sanh?place=province-01&with=province-01&month=${month}`);
  expect(await median.getAttribute('data-verdict')).toBe('no-difference-shown');
  expect(await median.textContent()).toContain('không khác biệt rõ');
});

test('a place that is none is told, never taken for the country', async () => {
  const { page } = await visit();
  for (const query of ['place=x&with=y', 'with=nobody', 'place=province-99'])
    for (const path of ['so-sanh', 'tong-quan']) {
      if (path === 'tong-quan' && query === 'with=nobody') continue;
      const answer = await page.goto(`${stack.url}/thong-ke/${path}?${query}`);
      expect([query, path, answer?.status()]).toEqual([query, path, 404]);
      expect(await page.locator('h1').textContent()).toBe('Không có địa bàn hoặc nhà mạng này. Hãy tìm lại theo tên.');
    }
});

test('on a phone a comparison sets the two figures beside each other under their own names', async () => {
  const { page } = await visit({ viewport: { width: 360, height: 800 } });
  await page.goto(`${stack.url}/thong-ke/so-sanh?place=province-01&with=province-48&month=${month}`);
  const cells = page.locator('tr[data-quantity="download"]').first().locator('td');
  const boxes = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().toJSON()));
  const [first, second, verdict] = boxes;
  expect(first.top).toBe(second.top);
  expect(Math.min(first.width, second.width)).toBeGreaterThan(130);
  expect(verdict.top).toBeGreaterThanOrEqual(first.bottom);
  expect(await cells.first().getAttribute('data-name')).toBe('Thành phố Hà Nội');
});

test('a month in which nobody measured says so once, and leads to this month and to measuring', async () => {
  const { page } = await visit({ viewport: { width: 360, height: 740 } });
  for (const path of ['tong-quan?month=2025-03', 'so-sanh?month=2025-03']) {
    await page.goto(`${stack.url}/thong-ke/${path}`);
    const main = page.locator('main');
    expect((await main.textContent())?.split('Chưa có mẫu nào trong tháng này.').length).toBe(2);
    expect(await main.locator('figure, table').count()).toBe(0);
    expect(await main.getByRole('link', { name: 'Bắt đầu đo' }).getAttribute('href')).toBe('/');
    await main.getByRole('link', { name: /^Xem (tháng )?\d/ }).click();
    await page.waitForURL(/month=20/);
    expect(new URL(page.url()).searchParams.get('month')?.slice(0, 4)).toBe(month.slice(0, 4));
  }
});

test('every chart of an overview downloads as figures and as pictures', async () => {
  const { page } = await visit();
  await page.goto(stack.url + overview());
  const files = await page
    .locator('a[download]')
    .evaluateAll((links) => links.flatMap((link) => (link instanceof HTMLAnchorElement ? [link.href] : [])));
  const types = await Promise.all(
    files.map(async (file) => {
      const answer = await fetch(file);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const isPng = bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47;
      return `${answer.status} ${answer.headers.get('content-type')}${isPng ? ' PNG' : ''}`;
    }),
  );
  const tally = Map.groupBy(types, (type) => type);
  expect([...tally.keys()].sort()).toEqual([
    '200 image/png PNG',
    '200 image/svg+xml; charset=utf-8',
    '200 text/csv; charset=utf-8',
  ]);
  expect(tally.get('200 image/png PNG')?.length).toBe(5);
});

test.each([
  { language: 'vi', width: 360 },
  { language: 'en', width: 1280 },
] as const)(
  'nothing serious for axe, nothing wider than the page ($language, $width px)',
  async ({ language, width }) => {
    const { page } = await visit({ viewport: { width, height: 800 } });
    for (const path of [
      overview(),
      '/thong-ke/so-sanh',
      '/phuong-phap',
      '/phuong-phap/indicators',
      '/phuong-phap/validity',
    ]) {
      await page.goto(stack.url + pathIn(language, path));
      expect(await findSerious(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  },
);

function definitionsOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('main a[href*="/phuong-phap/"]')].map(({ href }) => href),
  );
}
