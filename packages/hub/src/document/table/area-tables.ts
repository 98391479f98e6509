// Samples by area, and what was excluded, as tables for a file.
import type { SufficiencyBoard, ValidityReport } from '@i-speed/spec';
import { type AreaLine, areaLines } from '@i-speed/statistics';
import { REASON_WORDS } from '../../publication/reason-words.ts';
import { monthText, spanText } from '../words/words.ts';
import { type Column, code, count, type PortalTable, portalTable, text } from './portal-table.ts';

/** Provinces of the country, or communes of the one that is named, those that lack most first. */
export function areasTable(board: SufficiencyBoard, province: string | undefined, nowMs: number, timeZone: string) {
  const name = board.provinces.find(({ code }) => code === province)?.name;
  const ofCountry: Column<AreaLine>[] = [
    count('communes', 'Số xã', ({ communes }) => communes),
    count('communes_enough_fixed', 'Xã đủ mẫu cố định', ({ enoughFixed }) => enoughFixed),
    count('communes_enough_mobile', 'Xã đủ mẫu di động', ({ enoughMobile }) => enoughMobile),
  ];
  return portalTable<AreaLine>(
    {
      file: `dia-ban${province === undefined ? '' : `-${province}`}-${board.month}`,
      title: `MẪU ĐO THEO ĐỊA BÀN: ${(name ?? 'cả nước').toLocaleUpperCase('vi')}`,
      subtitle: `Mẫu được tính trong ${monthText(board.month)}; dự báo cuối tháng nếu giữ nhịp hiện tại`,
    },
    [
      text('code', 'Mã', 8, ({ code }) => code),
      text('name', 'Địa bàn', 26, (line) => line.name),
      count('fixed_counted', 'Mẫu cố định', ({ fixed }) => fixed.counted),
      count('fixed_needed', 'Cần cố định', ({ fixed }) => fixed.needed, false),
      count('fixed_forecast', 'Dự báo cố định', ({ forecastFixed }) => forecastFixed, false),
      count('mobile_counted', 'Mẫu di động', ({ mobile }) => mobile.counted),
      count('mobile_needed', 'Cần di động', ({ mobile }) => mobile.needed, false),
      count('mobile_forecast', 'Dự báo di động', ({ forecastMobile }) => forecastMobile, false),
      ...(province === undefined ? ofCountry : []),
    ],
    areaLines(board, nowMs, timeZone),
  );
}

/** What was excluded in a period; a measurement may have several reasons, their codes are those of docs/method/validity.md. */
export function exclusionsTable({ period, reasons }: ValidityReport): PortalTable {
  return portalTable<ValidityReport['reasons'][number]>(
    { file: `loai-tru-${period.to}`, title: 'LƯỢT ĐO BỊ LOẠI, THEO LÝ DO', subtitle: spanText(period) },
    [
      text('why', 'Lý do', 50, ({ reason }) => REASON_WORDS.vi[reason]),
      code('reason', ({ reason }) => reason),
      text('kind', 'Loại', 16, ({ kind }) => (kind === 'abuse' ? 'Lạm dụng' : 'Chất lượng')),
      count('n', 'Số lượt', ({ n }) => n, false),
    ],
    reasons.filter(({ n }) => n > 0).toSorted((a, b) => b.n - a.n),
  );
}
