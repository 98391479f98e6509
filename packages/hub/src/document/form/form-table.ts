// The form as the annex of a letter: a row for each unit, and the sums.
import type { MonthBoard, UnitFigures } from '@i-speed/spec';
import type { Annex } from '../letter/annex.ts';
import { formHead, noteOf, numberText } from '../words/words.ts';

/** Figures that a printed form has, in their order. */
export const PRINTED_FIGURES = [
  'installs',
  'accesses',
  'installsTotal',
  'accessesTotal',
  'countedFixed',
  'countedMobile',
] as const satisfies readonly (keyof UnitFigures)[];

/** "Biểu tổng hợp" of a month. */
export function formAnnex(board: MonthBoard): Annex {
  const { title, installs, accesses } = formHead(board);
  const cells = (figures: UnitFigures) => PRINTED_FIGURES.map((figure) => numberText(figures[figure]));
  return {
    title,
    widthsMm: [11, 58, 22, 22, 22, 22, 20, 20, 52],
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
    rows: [
      ...board.lines.map((line, i) => [
        String(i + 1),
        line.unit.name,
        ...cells(line.reported),
        noteOf(line, board.campaign),
      ]),
      ['', 'Tổng cộng', ...cells(board.totals), ''],
    ],
  };
}
