// Papers page by page: no signature stands alone, a long form has its heading and all its columns on every page.
import type { MonthBoard, ReportLine } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { formAnnex } from '../../packages/hub/src/document/form-table.ts';
import { formXlsx } from '../../packages/hub/src/document/form-xlsx.ts';
import { reportLetter } from '../../packages/hub/src/document/letter.ts';
import { letterDocx } from '../../packages/hub/src/document/letter-docx.ts';
import { letterPdf } from '../../packages/hub/src/document/letter-pdf.ts';
import { NO_FIGURES } from '../../packages/hub/src/unit/figures.ts';
import { readPrinted } from './office.ts';

const at = new Date('2026-01-14T00:00:00Z');
const LAST = 'Số liệu chi tiết của từng đơn vị tại Biểu tổng hợp kèm theo./.';

function boardOf(units: number): MonthBoard {
  const lines: ReportLine[] = Array.from({ length: units }, (_, i) => ({
    unit: { code: `u${i}`, name: `Ủy ban nhân dân xã thứ ${i + 1}`, kind: 'commune' },
    state: 'accepted',
    version: 1,
    system: NO_FIGURES,
    reported: NO_FIGURES,
    corrections: [],
    isLate: false,
    isSufficientFixed: false,
    isSufficientMobile: false,
  }));
  return {
    campaign: {
      id: '01-x',
      name: 'Đo Internet',
      issuer: 'Sở Khoa học và Công nghệ',
      place: 'Hà Nội',
      startsOn: '2025-08-13',
      endsOn: '2026-12-12',
      firstDay: 13,
      dueDay: 15,
      target: 300,
      remindDays: [],
      units,
      currentMonth: '2026-01',
    },
    month: '2026-01',
    window: { from: '2025-12-13', to: '2026-01-12' },
    dueOn: '2026-01-15',
    elapsed: 1,
    lines,
    counts: { all: units, enoughFixed: 0, enoughMobile: 0, short: units, late: 0, waiting: 0, behind: 0 },
    worst: [],
    totals: NO_FIGURES,
  };
}

function letterOf(board: MonthBoard, moreParagraphs = 0) {
  const letter = reportLetter(board, { today: '2026-01-14', addressee: 'Cục Viễn thông' });
  const more = Array.from({ length: moreParagraphs }, () => 'Một đoạn nữa.');
  return { ...letter, paragraphs: [...letter.paragraphs.slice(0, -1), ...more, ...letter.paragraphs.slice(-1)] };
}

/** The text of each page. */
const pagesOf = (paper: Buffer, type: 'docx' | 'xlsx' | 'pdf') =>
  readPrinted(paper, type)
    .split('\f')
    .filter((page) => page.trim() !== '');

test.each(['pdf', 'docx'] as const)(
  'a long letter as %s is signed under its last words, and its annex has a heading on every page',
  async (type) => {
    const board = boardOf(140);
    const letter = letterOf(board, 12);
    const annexes = [formAnnex(board)];
    const paper = type === 'pdf' ? await letterPdf(letter, at, annexes) : await letterDocx(letter, annexes);
    const [, signed, ...form] = pagesOf(paper, type);
    expect(signed).toContain(LAST);
    expect(signed).toContain('THỦ TRƯỞNG CƠ QUAN');
    expectHeadings(form);
  },
);

test('a form as XLSX prints its heading on every page', async () => {
  expectHeadings(pagesOf(await formXlsx(boardOf(140)), 'xlsx'));
});

/** Whether first and last column are headed on each of several pages, and the sum stands at the end. */
function expectHeadings(pages: readonly string[]): void {
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) {
    expect(page).toContain('STT');
    expect(page).toContain('Ghi chú');
  }
  expect(pages.at(-1)).toContain('Tổng cộng');
}

test('a sum has a unit above it on its page, however many units there are', async () => {
  for (let units = 18; units < 30; units += 1) {
    const board = boardOf(units);
    const last = pagesOf(await letterPdf(letterOf(board), at, [formAnnex(board)]), 'pdf').at(-1);
    expect(last).toContain('Tổng cộng');
    expect(last, `${units} units`).toContain(`thứ ${units}`);
  }
});
