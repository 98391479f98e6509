// What an official letter says, whatever its file: heads, number, body, recipients, signature (Decree 30/2020/NĐ-CP, annex I).
import type { MonthBoard, ReportLine } from '@i-speed/spec';
import { dayText, monthText, placeAndDate } from './words.ts';

export interface Letter {
  readonly issuer: string;
  readonly number: string;
  /** What it is about, under the number: V/v … */
  readonly subject: string;
  readonly placeAndDate: string;
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  /** A table in the body; absent where the letter has none. First row is the heading. */
  readonly table?: readonly (readonly string[])[];
  readonly recipients: readonly string[];
}

export const STATE_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** The covering letter of a month's consolidated form, dated `today`. */
export function reportLetter(board: MonthBoard, today: string): Letter {
  const { campaign, window, month, lines, totals } = board;
  const missing = lines.filter(({ state }) => state === 'draft' || state === 'returned');
  const enough = (key: 'isSufficientFixed' | 'isSufficientMobile') => lines.filter((line) => line[key]).length;
  const span = `từ ngày ${dayText(window.from)} đến ngày ${dayText(window.to)}`;
  const base =
    campaign.letterNumber === undefined
      ? `Thực hiện đợt tuyên truyền “${campaign.name}”`
      : `Thực hiện Công văn số ${campaign.letterNumber}${campaign.letterDate === undefined ? '' : ` ngày ${dayText(campaign.letterDate)}`}`;
  return {
    issuer: campaign.issuer,
    number: 'Số:          /BC',
    subject: `V/v báo cáo kết quả sử dụng ứng dụng i-Speed ${monthText(month)}`,
    placeAndDate: placeAndDate(campaign.place, today),
    addressee: 'Cục Viễn thông',
    paragraphs: [
      `${base}, ${campaign.issuer} báo cáo kết quả cài đặt và sử dụng ứng dụng i-Speed ${monthText(month)} (${span}) như sau:`,
      `1. Trong tháng có ${n(totals.installs)} người cài đặt, ${n(totals.accesses)} lượt truy cập; lũy kế đến hết ngày ${dayText(window.to)} có ${n(totals.installsTotal)} người cài đặt, ${n(totals.accessesTotal)} lượt truy cập.`,
      `2. Hệ thống ghi nhận ${n(totals.measurements)} lượt đo, trong đó ${n(totals.countedFixed)} mẫu mạng cố định và ${n(totals.countedMobile)} mẫu mạng di động được tính vào thống kê.`,
      `3. Có ${enough('isSufficientFixed')}/${lines.length} đơn vị đủ ${campaign.target} mẫu cố định và ${enough('isSufficientMobile')}/${lines.length} đơn vị đủ ${campaign.target} mẫu di động.`,
      missing.length === 0
        ? '4. Tất cả các đơn vị đã nộp báo cáo.'
        : `4. Còn ${missing.length} đơn vị chưa nộp báo cáo: ${missing.map(({ unit }) => unit.name).join('; ')}.`,
      'Số liệu chi tiết của từng đơn vị tại Biểu tổng hợp kèm theo./.',
    ],
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
}

/** The reminder ("đôn đốc") for units that are short or late, the `serial`-th of its campaign. */
export function reminderLetter(board: MonthBoard, short: readonly ReportLine[], serial: number, today: string): Letter {
  const { campaign, window, month } = board;
  return {
    issuer: campaign.issuer,
    number: 'Số:          /CV',
    subject: `V/v đôn đốc sử dụng ứng dụng i-Speed ${monthText(month)} (lần ${serial})`,
    placeAndDate: placeAndDate(campaign.place, today),
    addressee: 'Các đơn vị có tên trong danh sách',
    paragraphs: [
      `Qua theo dõi trên hệ thống từ ngày ${dayText(window.from)} đến hết ngày ${dayText(today < window.to ? today : window.to)}, còn ${short.length} đơn vị chưa đủ ${campaign.target} mẫu đo mạng cố định và ${campaign.target} mẫu đo mạng di động trong tháng hoặc chưa nộp báo cáo đúng hạn (danh sách dưới đây).`,
      `${campaign.issuer} đề nghị các đơn vị khẩn trương tuyên truyền, cài đặt, bật chế độ đo tự động, thực hiện đo ở nhiều thời điểm và địa điểm, và nộp báo cáo trước ngày ${dayText(board.dueOn)}./.`,
    ],
    table: [
      ['STT', 'Đơn vị', 'Mẫu cố định', 'Mẫu di động', 'Báo cáo'],
      ...short.map((line, i) => [
        String(i + 1),
        line.unit.name,
        `${n(line.system.countedFixed)}/${n(campaign.target)}`,
        `${n(line.system.countedMobile)}/${n(campaign.target)}`,
        line.state === 'draft' || line.state === 'returned' ? (line.isLate ? 'Quá hạn' : 'Chưa nộp') : 'Đã nộp',
      ]),
    ],
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
}

/** Units that a reminder is for: without enough samples, or whose form is late. */
export function shortLines({ lines }: MonthBoard): ReportLine[] {
  return lines.filter(
    (line) =>
      !line.isSufficientFixed ||
      !line.isSufficientMobile ||
      (line.isLate && (line.state === 'draft' || line.state === 'returned')),
  );
}

function n(value: number): string {
  return value.toLocaleString('vi-VN');
}
