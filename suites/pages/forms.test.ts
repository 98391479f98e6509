// Forms that are filled in wrongly, on a phone, in both languages: every fault beside its field, the first one in hand, nothing lost.
import { bootStack, type Locator, type Page, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages, pathIn, type Visit, visit } from '../browser/visit.ts';
import { dayOf, enter, fillOffice, signInTo } from './office.ts';
import { findSerious } from './serious.ts';

const PATIENCE_MS = 300_000;
const phone = { viewport: { width: 360, height: 740 } };
let stack: Stack;
let campaignId = '';

beforeAll(async () => {
  stack = await bootStack({
    prepare: async (folder) => {
      ({ campaignId } = await fillOffice(folder));
    },
  });
}, PATIENCE_MS);
afterAll(() => stack?.[Symbol.asyncDispose]());

/** What stands beside each faulty field, by the field's name, in the order of the page; that no accessibility fault and no sideways scrolling came with it. */
async function faultsIn(page: Page, form: Locator): Promise<Record<string, string>> {
  await page.locator('[aria-invalid="true"]').first().waitFor();
  expect(await findSerious(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const told = await form.locator('[aria-invalid="true"]').evaluateAll((fields) =>
    fields.map((field, i) => {
      const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
      const texts = ids.map((id) => document.getElementById(id)?.textContent ?? '');
      const name = field.getAttribute('name') ?? '';
      return { name, text: texts.at(-1) ?? '', hasFocus: field === document.activeElement, i };
    }),
  );
  expect(told.filter(({ hasFocus }) => hasFocus).map(({ i }) => i)).toEqual([0]);
  return Object.fromEntries(told.map(({ name, text }) => [name, text]));
}

const MISSING = { vi: 'Chưa điền, ô này cần có.', en: 'Missing, this field is needed.' };
const WHOLE = { vi: 'Viết số nguyên, như 300 hoặc 1.204.', en: 'Write a whole number, such as 300 or 1,204.' };

for (const language of languages) {
  const open = (page: Page, path: string) => page.goto(stack.url + pathIn(language, path));

  test(`a campaign, a result and an invitation in ${language}`, async () => {
    const { page, faults } = await visit(phone);
    await signInTo(stack.url, page, 'admin@x.example');
    await open(page, '/quan-tri/dot-moi');
    const campaign = page.locator('form[novalidate]');
    const typed = { name: 'Đợt 🎉 "năm mới"', target: '1,5', firstDay: '31', message: 'á'.repeat(2_001) };
    for (const [name, value] of Object.entries(typed)) await campaign.locator(`[name="${name}"]`).fill(value);
    await campaign.getByRole('button').click();
    expect(await faultsIn(page, campaign)).toEqual({
      issuer: MISSING[language],
      place: MISSING[language],
      startsOn: MISSING[language],
      endsOn: MISSING[language],
      firstDay: language === 'vi' ? 'Nhiều nhất là 28.' : 'At most 28.',
      target: WHOLE[language],
      message: language === 'vi' ? 'Nhiều nhất 2.000 ký tự.' : 'At most 2,000 characters.',
    });
    for (const [name, value] of Object.entries(typed))
      expect(await campaign.locator(`[name="${name}"]`).inputValue(), name).toBe(value);

    await open(page, `/quan-tri/dot/${campaignId}/hoat-dong`);
    const entry = page.locator('form[action="?/result"]');
    await page.locator('summary', { hasText: /Nhập kết quả|Enter a result/ }).click();
    await entry.locator('[name="unitCode"]').fill("Xã Đắk R'Lấp");
    await entry.locator('[name="quantity"]').fill('1.234,5');
    await entry.locator('[name="link"]').fill('bao.vn/bai');
    await entry.locator('button').click();
    const wrong = await faultsIn(page, entry);
    expect(Object.keys(wrong)).toEqual(['unitCode', 'happenedOn', 'quantity', 'title', 'link']);
    expect(wrong.quantity).toBe(WHOLE[language]);
    expect(await entry.locator('[name="unitCode"]').inputValue()).toBe("Xã Đắk R'Lấp");

    await open(page, '/quan-tri/nguoi-dung');
    const invitation = page.locator('form[action="?/invite"]');
    await invitation.locator('[name="email"]').fill('a@');
    await invitation.locator('[name="role"]').selectOption('unit-officer');
    await invitation.getByRole('button').click();
    const invited = await faultsIn(page, invitation);
    expect(Object.keys(invited)).toEqual(['name', 'email', 'place']);
    expect(await invitation.locator('[name="role"]').inputValue()).toBe('unit-officer');
    await invitation.locator('[name="role"]').selectOption('national-viewer');
    await invitation.locator('[name="place"]').fill('01');
    await invitation.getByRole('button').click();
    expect(Object.keys(await faultsIn(page, invitation)), 'a role of the whole country with a place').toEqual([
      'place',
    ]);
    expect(faults).toEqual([]);
  });

  test(`the public forms in ${language}`, async () => {
    const { page, faults } = await visit(phone);
    await open(page, '/lien-he');
    const report = page.locator('form').first();
    await report.locator('[name="text"]').fill('ngắn');
    await report.locator('[name="contact"]').fill('x'.repeat(201));
    await report.getByRole('button').click();
    expect(await faultsIn(page, report)).toEqual({
      text: language === 'vi' ? 'Cần ít nhất 10 ký tự.' : 'At least 10 characters.',
      contact: language === 'vi' ? 'Nhiều nhất 200 ký tự.' : 'At most 200 characters.',
    });
    expect(await report.locator('[name="text"]').inputValue()).toBe('ngắn');
    await page.locator('form').last().getByRole('button').click();
    expect(await faultsIn(page, page.locator('form').last())).toEqual({ number: MISSING[language] });

    await open(page, '/bao-vung-lom');
    const spot = page.locator('form');
    await spot.locator('[name="note"]').fill('Không sóng ở chợ');
    await spot.getByRole('button').last().click();
    expect(await faultsIn(page, spot)).toEqual({ operatorId: MISSING[language], provinceCode: MISSING[language] });
    expect(await spot.locator('[name="note"]').inputValue()).toBe('Không sóng ở chợ');

    await open(page, '/tai-lieu?title=Do%20mang&link=https%3A%2F%2Fevil.example');
    const materials = page.locator('form').first();
    expect(Object.keys(await faultsIn(page, materials))).toEqual(['link']);
    expect(await materials.locator('[name="title"]').inputValue()).toBe('Do mang');
    expect(faults).toEqual([]);
  });

  for (const javaScriptEnabled of [true, false])
    test(`the sign-in in ${language} with${javaScriptEnabled ? '' : 'out'} script`, async () => {
      const { page } = await visit({ ...phone, javaScriptEnabled });
      const told = async (name: string) => {
        await page.locator(`[name="${name}"][aria-invalid="true"][autofocus]`).waitFor();
        return page.locator(`#${await page.locator(`[name="${name}"]`).getAttribute('aria-describedby')}`).innerText();
      };
      await open(page, '/dang-nhap');
      const enter = page.locator('form[action="?/enter"]').first();
      await enter.getByRole('button').click();
      expect(await told('email')).toBe(MISSING[language]);
      expect(await enter.locator('[aria-invalid="true"]').count()).toBe(2);
      await enter.locator('[name="email"]').fill('admin@x.example');
      await enter.locator('[name="password"]').fill('sai sai sai sai');
      await enter.getByRole('button').click();
      await enter.getByRole('alert').waitFor();
      expect(await enter.locator('[name="email"]').inputValue()).toBe('admin@x.example');
      expect(await enter.locator('[name="password"]').inputValue()).toBe('');
      await open(page, '/dang-nhap/mat-khau?token=khong-co');
      await page.locator('[name="password"]').fill('ngắn');
      await page.getByRole('button').click();
      expect(await told('password')).toBe(language === 'vi' ? 'Cần ít nhất 10 ký tự.' : 'At least 10 characters.');
      expect(await page.locator('[name="again"][aria-invalid="true"]').count()).toBe(1);
      await open(page, '/dang-nhap/quen');
      await page.locator('[name="email"]').fill('a@');
      await page.getByRole('button').click();
      expect(await told('email')).toMatch(/ten@coquan\.vn|name@office\.vn/);
    });
}

test('evidence that was taken need not be chosen once more when the rest is refused', async () => {
  const { page, faults } = await visit(phone);
  await signInTo(stack.url, page, 'canbo@x.example');
  await page.goto(`${stack.url}/quan-tri/dot/${campaignId}/hoat-dong`);
  await page.getByText('Nhập kết quả').click();
  const entry = page.locator('form[action="?/result"]');
  const buffer = Buffer.from('%PDF-1.7\n');
  await entry.locator('[name="file"]').setInputFiles({ name: 'Biên bản.pdf', mimeType: 'application/pdf', buffer });
  await entry.locator('[name="title"]').fill('Treo pa nô ở chợ');
  await entry.locator('button').click();
  expect(Object.keys(await faultsIn(page, entry))).toEqual(['happenedOn']);
  await entry.getByText('Đã nhận tệp Biên bản.pdf').waitFor();
  await entry.locator('[name="happenedOn"]').fill(dayOf(Date.now() - 86_400_000));
  await entry.locator('button').click();
  await page.getByRole('row', { name: /Treo pa nô ở chợ.*Biên bản\.pdf/ }).waitFor();
  expect(faults).toEqual([]);
});

test('a campaign begins with the body that issued the last one', async () => {
  const { page } = await visit(phone);
  await signInTo(stack.url, page, 'truongphong@x.example');
  await page.goto(`${stack.url}/quan-tri/dot-moi`);
  const given = (name: string) => page.locator(`[name="${name}"]`).inputValue();
  expect(await Promise.all(['issuer', 'place', 'name', 'startsOn'].map(given))).toEqual([
    'Sở Khoa học và Công nghệ',
    'Hà Nội',
    '',
    '',
  ]);
});

/** A form of the work page filled with lines of one's own, and sent after the session ended; what its fields held. */
async function sendTooLate({ page, context }: Visit) {
  await page.goto(`${stack.url}/quan-tri/dot/${campaignId}/hoat-dong`);
  await page.locator('summary', { hasText: 'Gửi yêu cầu ấn phẩm' }).click();
  const fields = page.locator('form[action="?/print"]').locator('input:not([type=hidden]), select, textarea');
  const values = () => fields.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  for (const text of await page.locator('form[action="?/print"] textarea').all()) await text.fill('Sáu tờ rơi khổ A5');
  await page.locator('form[action="?/print"] [name="quantity"]').fill('600');
  const typed = await values();
  await context.clearCookies();
  await page.locator('form[action="?/print"] button').click();
  await page.getByRole('alert').getByText('chưa được lưu').waitFor();
  return { typed, values };
}

test('what is sent after the session ended is said to be unsaved, and stands in the form after the sign-in', async () => {
  const visitor = await visit(phone);
  const { page, faults } = visitor;
  await signInTo(stack.url, page, 'truongphong@x.example');
  const { typed, values } = await sendTooLate(visitor);
  expect(typed).toContain('600');
  await enter(page, 'truongphong@x.example');
  await page.locator('form[action="?/print"]').getByText('chưa được gửi').waitFor();
  expect(await values()).toEqual(typed);
  // Once: whoever opens the page anew finds the form as it is.
  await page.reload();
  expect(await values()).not.toContain('600');
  expect(faults).toEqual([]);
});

test('what one person typed does not stand in the form of the next', async () => {
  const visitor = await visit(phone);
  await signInTo(stack.url, visitor.page, 'truongphong@x.example');
  const { values } = await sendTooLate(visitor);
  await enter(visitor.page, 'canbo@x.example');
  await visitor.page.waitForURL(({ pathname }) => pathname.endsWith('/hoat-dong'));
  expect(await values()).not.toContain('600');
  expect(await visitor.page.evaluate(() => sessionStorage.getItem('i-speed.typed'))).toBeNull();
});

test('a double press sends a form once', async () => {
  const { page } = await visit(phone);
  await signInTo(stack.url, page, 'truongphong@x.example');
  await page.goto(`${stack.url}/quan-tri/dot-moi`);
  const form = page.locator('form[novalidate]');
  const typed = { name: 'Đợt bấm hai lần', startsOn: '2026-12-01', endsOn: '2027-02-28' };
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').dblclick();
  await page.getByRole('heading', { level: 1, name: typed.name }).waitFor();
  await page.goto(`${stack.url}/quan-tri`);
  expect(await page.getByRole('main').getByText(typed.name).count()).toBe(1);
});
