// The nation's month on paper: the letter, its annex with a row for each province, the same as XLSX and CSV.

import type { Authority } from '@i-speed/reference';
import type { NationBoard, NationLine, ReportState } from '@i-speed/spec';
import { PRINTED_FIGURES } from '../form/form-table.ts';
import type { Annex } from '../letter/annex.ts';
import type { Letter } from '../letter/letter.ts';
import { csvFile } from '../sheet/flat-csv.ts';
import { type TableColumn, tableXlsx } from '../sheet/table-xlsx.ts';
import { dayText, monthText, numberText, placeAndDate } from '../words/words.ts';

const STATES: Readonly<Record<ReportState, string>> = {
  draft: 'Chưa gửi',
  submitted: 'Chờ duyệt',
  returned: 'Trả lại',
  accepted: 'Đã duyệt',
  consolidated: 'Đã tổng hợp',
};

const FIGURE_TITLES: Readonly<Record<(typeof PRINTED_FIGURES)[number] | 'measurements', string>> = {
  installs: 'Người cài đặt trong tháng',
  accesses: 'Lượt truy cập trong tháng',
  installsTotal: 'Người cài đặt lũy kế',
  accessesTotal: 'Lượt truy cập lũy kế',
  measurements: 'Lượt đo',
  countedFixed: 'Mẫu cố định',
  countedMobile: 'Mẫu di động',
};
const FIGURES = [...PRINTED_FIGURES.slice(0, 4), 'measurements', ...PRINTED_FIGURES.slice(4)] as const;

const isTaken = ({ state }: NationLine) => state === 'accepted' || state === 'consolidated';
const titleOf = (month: string) => `TỔNG HỢP KẾT QUẢ SỬ DỤNG i-SPEED CẢ NƯỚC ${monthText(month).toUpperCase()}`;

/** The covering letter: the sums of what is taken, and who is missing by name. */
export function nationLetter(
  { month, lines, totals, units }: NationBoard,
  today: string,
  { name, parent, place }: Authority,
): Letter {
  const taken = lines.filter(isTaken);
  const missing = lines.filter((line) => !isTaken(line));
  return {
    parent,
    issuer: name,
    number: 'Số:          /……',
    subject: `V/v tổng hợp kết quả sử dụng ứng dụng i-Speed cả nước ${monthText(month)}`,
    placeAndDate: placeAndDate(place, today),
    addressee: parent,
    paragraphs: [
      `${name} báo cáo kết quả cài đặt và sử dụng ứng dụng i-Speed ${monthText(month)}, tổng hợp từ báo cáo của các địa phương, như sau:`,
      `1. Có ${taken.length}/${lines.length} địa phương, cơ quan gửi báo cáo được duyệt, gồm ${numberText(units)} đơn vị.`,
      `2. Trong tháng có ${numberText(totals.installs)} người cài đặt, ${numberText(totals.accesses)} lượt truy cập; lũy kế có ${numberText(totals.installsTotal)} người cài đặt, ${numberText(totals.accessesTotal)} lượt truy cập.`,
      `3. Hệ thống ghi nhận ${numberText(totals.measurements)} lượt đo, trong đó ${numberText(totals.countedFixed)} mẫu mạng cố định và ${numberText(totals.countedMobile)} mẫu mạng di động được tính vào thống kê.`,
      missing.length === 0
        ? '4. Tất cả các địa phương đã gửi báo cáo.'
        : `4. Chưa có báo cáo được duyệt: ${missing.map(({ name }) => name).join('; ')}.`,
      'Số liệu chi tiết tại Phụ lục kèm theo./.',
    ],
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
}

/** A row for each province; figures only where they are in the sums. */
export function nationAnnex({ month, lines, totals, units }: NationBoard): Annex {
  return {
    title: titleOf(month),
    widthsMm: [11, 46, 20, 20, 22, 22, 22, 22, 20, 20, 24],
    heading: [
      'STT',
      'Địa phương, cơ quan',
      'Đơn vị trong tổng',
      'Đơn vị còn thiếu',
      ...PRINTED_FIGURES.map((figure) => FIGURE_TITLES[figure]),
      'Ghi chú',
    ],
    rows: [
      ...lines.map((line, i) => [
        String(i + 1),
        line.name,
        ...(isTaken(line) && line.report
          ? [numberText(line.report.units), numberText(line.report.missing.length)]
          : ['', '']),
        ...PRINTED_FIGURES.map((figure) =>
          isTaken(line) && line.report ? numberText(line.report.totals[figure]) : '',
        ),
        noteOf(line),
      ]),
      ['', 'Tổng cộng', numberText(units), '', ...PRINTED_FIGURES.map((figure) => numberText(totals[figure])), ''],
    ],
  };
}

/** The same as a spreadsheet, with the sums as formulas. */
export function nationXlsx(board: NationBoard, { name }: Authority): Promise<Buffer> {
  const columns: TableColumn[] = [
    { title: 'STT', width: 4 },
    { title: 'Địa phương, cơ quan', width: 20 },
    { title: 'Đơn vị trong tổng', width: 8, isSummed: true },
    { title: 'Đơn vị còn thiếu', width: 8 },
    ...FIGURES.map((figure) => ({ title: FIGURE_TITLES[figure], width: 9, isSummed: true })),
    { title: 'Ghi chú', width: 18 },
  ];
  return tableXlsx({
    name: 'Cả nước',
    title: titleOf(board.month),
    subtitle: name,
    columns,
    rows: board.lines.map((line, i) => {
      const report = isTaken(line) ? line.report : undefined;
      return [
        i + 1,
        line.name,
        report?.units,
        report?.missing.length,
        ...FIGURES.map((figure) => report?.totals[figure]),
        noteOf(line),
      ];
    }),
  });
}

/** The same for machines, with what was handed up and not yet taken too. */
export function nationCsv({ lines }: NationBoard): Buffer {
  const heading = [
    'sender',
    'name',
    'state',
    'version',
    'from',
    'to',
    'units',
    'missing_units',
    'installs',
    'accesses',
    'installs_total',
    'accesses_total',
    'measurements',
    'counted_fixed',
    'counted_mobile',
    'is_late',
  ];
  const rows = lines.map(({ sender, name, state, version, report, isLate }) => [
    sender,
    name,
    state,
    version,
    report?.window.from,
    report?.window.to,
    report?.units,
    report?.missing.length,
    ...FIGURES.map((figure) => report?.totals[figure]),
    isLate,
  ]);
  return csvFile(heading, rows);
}

function noteOf(line: NationLine): string {
  return [
    ...(isTaken(line) ? [] : [STATES[line.state]]),
    ...(line.report && isTaken(line) && line.report.window.from.slice(8) !== '13'
      ? [`kỳ ${dayText(line.report.window.from)} - ${dayText(line.report.window.to)}`]
      : []),
    ...(line.isLate && line.submittedAt !== undefined ? ['Gửi muộn'] : []),
    ...(line.note === undefined ? [] : [line.note]),
  ].join('; ');
}
