// A statistics answer as a spreadsheet of two sheets: what an official prints, in words, and all columns of the CSV.
import type { StatisticsAnswer, StatisticsCell } from '@i-speed/spec';
import { flatSheet } from '../document/sheet/flat-sheet.ts';
import { printedXlsx } from '../document/sheet/print-xlsx.ts';
import { type TableColumn, tableSheet } from '../document/sheet/table-xlsx.ts';
import { dayText } from '../document/words/words.ts';
import { unitWord } from '../picture/describe.ts';
import { PICTURE_WORDS } from '../picture/words.ts';
import type { StatisticsQuery } from './request.ts';
import { STATISTICS_COLUMNS, statisticsRows } from './table.ts';

const WORDS = PICTURE_WORDS.vi;
const HIDDEN = 'quá ít';

/** Bytes of the .xlsx file; an absent figure is an empty cell. */
export async function statisticsXlsx(asked: Asked, answer: StatisticsAnswer): Promise<Buffer> {
  return printedXlsx([paperSheet(asked, answer), flatSheet('CSV', STATISTICS_COLUMNS, statisticsRows(answer))]);
}

type Asked = Pick<StatisticsQuery, 'indicator' | 'groupBy'>;
type Column = TableColumn & { readonly cell: (cell: StatisticsCell) => string | number | undefined };

/** Totals first, then groups; without the columns in which no line says anything. */
function paperSheet({ indicator, groupBy }: Asked, answer: StatisticsAnswer) {
  const { period, totals, groups } = answer;
  const isRatio = answer.indicator.unit === 'ratio';
  const unit = isRatio ? '%' : unitWord(answer.indicator.unit);
  const percent = (one: number | undefined) => (one === undefined ? undefined : one * 100);
  const scaled = (one: number | undefined) => (isRatio ? percent(one) : one);
  const figure = (title: string, cell: Column['cell']): Column => ({ title, width: 11, holds: 'figure', cell });
  const columns: Column[] = [
    { title: 'Nhóm', width: 23, cell: (cell) => (groups.includes(cell) ? nameOf(cell, groupBy) : 'Tất cả') },
    {
      title: 'Đo tới',
      width: 19,
      cell: ({ networkKind }) => WORDS.kind[networkKind ?? ''].replace(/^đo tới điểm (ở )?/, ''),
    },
    { title: 'Mẫu', width: 9, cell: ({ n }) => n },
    { title: 'Máy', width: 9, cell: ({ devices, hidden }) => (hidden === undefined ? devices : HIDDEN) },
    figure(`Trung vị, ${unit}`, ({ median }) => scaled(median?.value)),
    figure('thấp nhất (95%)', ({ median }) => scaled(median?.interval?.low)),
    figure('cao nhất (95%)', ({ median }) => scaled(median?.interval?.high)),
    { title: 'Hạng tin cậy', width: 7, cell: ({ median, share }) => (median ?? share)?.precision },
    {
      title: 'Còn thiếu',
      width: 15,
      cell: ({ median, share }) => missingText((median ?? share)?.missingDevices),
    },
    figure(`Trung bình, ${unit}`, ({ mean }) => scaled(mean?.value)),
    figure('10% thấp nhất tới', ({ p10 }) => scaled(p10)),
    figure('10% cao nhất từ', ({ p90 }) => scaled(p90)),
    figure('Tỷ lệ, %', ({ share }) => percent(share?.value)),
    figure('tỷ lệ thấp nhất (95%)', ({ share }) => percent(share?.interval?.low)),
    figure('tỷ lệ cao nhất (95%)', ({ share }) => percent(share?.interval?.high)),
    figure('Đạt mục tiêu, %', ({ shareAtTarget }) => percent(shareAtTarget?.value)),
  ];
  const cells = [...totals, ...groups];
  const told = columns.filter(({ cell }, i) => i < 4 || cells.some((one) => cell(one) !== undefined));
  return tableSheet({
    name: 'i-Speed',
    title: [WORDS.indicator[indicator], groupBy && WORDS.by[groupBy]].filter(Boolean).join(' '),
    subtitle: `Từ ${dayText(period.from)} đến ${dayText(period.to)}. Trang “CSV” có mọi cột.`,
    columns: told,
    rows: cells.map((one) => told.map(({ cell }) => cell(one))),
  });
}

/** Of a median or share that is not told for want of devices. */
function missingText(devices: number | undefined): string | undefined {
  return devices === undefined ? undefined : `Cần thêm ${devices} máy`;
}

function nameOf({ key, name }: StatisticsCell, groupBy: Asked['groupBy']): string {
  if (key === undefined) return WORDS.unknown;
  if (groupBy === 'hour') return WORDS.hour(key);
  if (groupBy === 'day') return dayText(key);
  return name ?? WORDS.group[key] ?? key;
}
