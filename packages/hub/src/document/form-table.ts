// The form as rows of text, the same in every paper that prints it.
import type { MonthBoard, UnitFigures } from '@i-speed/spec';
import { formHead, noteOf, numberText } from './words.ts';

/** Columns as they lie on a landscape A4 page. */
export const FORM_WIDTHS_MM: readonly number[] = [11, 58, 22, 22, 22, 22, 20, 20, 52];

const FIGURES: readonly (keyof UnitFigures)[] = [
  'installs',
  'accesses',
  'installsTotal',
  'accessesTotal',
  'countedFixed',
  'countedMobile',
];

/** Heading, a row for each unit, and the sums; every row as many cells as FORM_WIDTHS_MM has columns. */
export function formTable(board: MonthBoard): {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sums: readonly string[];
} {
  const { installs, accesses } = formHead(board);
  const cells = (figures: UnitFigures) => FIGURES.map((figure) => numberText(figures[figure]));
  return {
    heading: [
      'STT',
      'Đơn vị',
      `${installs} trong tháng`,
      `${accesses} trong tháng`,
      `${installs} lũy kế`,
      `${accesses} lũy kế`,
      'Mẫu cố định',
      'Mẫu di động',
      'Ghi chú',
    ],
    rows: board.lines.map((line, i) => [String(i + 1), line.unit.name, ...cells(line.reported), noteOf(line)]),
    sums: ['', 'Tổng cộng', ...cells(board.totals), ''],
  };
}
