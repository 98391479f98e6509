// What an official letter says, whatever its file: heads, number, body, recipients, signature (Decree 30/2020/NĐ-CP, annex I).
import type { Campaign, MonthBoard, ReportLine } from '@i-speed/spec';
import { dayText, monthText, numberText, placeAndDate } from '../words/words.ts';
import type { Annex } from './annex.ts';

export interface Letter {
  /** The body above the issuer; absent where there is none to name. */
  readonly parent?: string;
  readonly issuer: string;
  readonly number: string;
  /** What it is about, under the number: V/v … */
  readonly subject: string;
  readonly placeAndDate: string;
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  readonly recipients: readonly string[];
}

export const STATE_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const SIGNER = 'THỦ TRƯỞNG CƠ QUAN';
export const SIGNATURE = '(Chữ ký của người có thẩm quyền, dấu của cơ quan)';
export const SIGNER_NAME = 'Họ và tên';

/** So many names a sentence holds; more stand in the form alone. */
const MOST_NAMED = 12;

/** Whose letter it is and of which day. */
export interface LetterHead {
  readonly today: string;
  readonly parent?: string;
}

/** The covering letter of a month's form; `otherWork` is the sum of other work, '' where there is none. */
export function reportLetter(
  board: MonthBoard,
  { today, parent, addressee }: LetterHead & { readonly addressee: string },
  otherWork = '',
): Letter {
  const { campaign, window, month, lines, totals } = board;
  const missing = lines.filter(({ state }) => state === 'draft' || state === 'returned');
  const enough = (key: 'isSufficientFixed' | 'isSufficientMobile') => lines.filter((line) => line[key]).length;
  const span = `từ ngày ${dayText(window.from)} đến ngày ${dayText(window.to)}`;
  const base =
    campaign.letterNumber === undefined
      ? `Thực hiện đợt tuyên truyền “${campaign.name}”`
      : `Thực hiện Công văn số ${campaign.letterNumber}${campaign.letterDate === undefined ? '' : ` ngày ${dayText(campaign.letterDate)}`}`;
  return {
    ...(parent !== undefined && { parent }),
    issuer: campaign.issuer,
    number: numberOf(campaign),
    subject: `V/v báo cáo kết quả sử dụng ứng dụng i-Speed ${monthText(month)}`,
    placeAndDate: placeAndDate(campaign.place, today),
    addressee,
    paragraphs: [
      `${base}, ${campaign.issuer} báo cáo kết quả cài đặt và sử dụng ứng dụng i-Speed ${monthText(month)} (${span}) như sau:`,
      `1. Trong tháng có ${numberText(totals.installs)} người cài đặt, ${numberText(totals.accesses)} lượt truy cập; lũy kế đến hết ngày ${dayText(window.to)} có ${numberText(totals.installsTotal)} người cài đặt, ${numberText(totals.accessesTotal)} lượt truy cập.`,
      `2. Hệ thống ghi nhận ${numberText(totals.measurements)} lượt đo, trong đó ${numberText(totals.countedFixed)} mẫu mạng cố định và ${numberText(totals.countedMobile)} mẫu mạng di động được tính vào thống kê.`,
      ...(lines.length === 0
        ? ['3. Đợt chưa có đơn vị nào tham gia.']
        : [
            `3. Có ${enough('isSufficientFixed')}/${lines.length} đơn vị đủ ${numberText(campaign.target)} mẫu cố định và ${enough('isSufficientMobile')}/${lines.length} đơn vị đủ ${numberText(campaign.target)} mẫu di động${ownTargets(board, lines)}.`,
            missing.length === 0
              ? '4. Tất cả các đơn vị đã nộp báo cáo.'
              : `4. Còn ${missing.length}/${lines.length} đơn vị chưa nộp báo cáo${missing.length > MOST_NAMED ? ', ghi “Chưa nộp” tại Biểu tổng hợp' : `: ${missing.map(({ unit }) => unit.name).join('; ')}`}.`,
          ]),
      ...(otherWork === '' ? [] : [`5. Các hoạt động khác trong kỳ: ${otherWork} (chi tiết tại Phụ lục II).`]),
      'Số liệu chi tiết của từng đơn vị tại Biểu tổng hợp kèm theo./.',
    ],
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
}

/** The reminder ("đôn đốc") for so many units that are short or late, the `serial`-th of its campaign. */
export function reminderLetter(
  board: MonthBoard,
  short: number,
  serial: number,
  { today, parent }: LetterHead,
): Letter {
  const { campaign, window, month } = board;
  return {
    ...(parent !== undefined && { parent }),
    issuer: campaign.issuer,
    number: numberOf(campaign),
    subject: `V/v đôn đốc sử dụng ứng dụng i-Speed ${monthText(month)} (lần ${serial})`,
    placeAndDate: placeAndDate(campaign.place, today),
    addressee: 'Các đơn vị có tên tại Phụ lục',
    paragraphs: [
      `Qua theo dõi trên hệ thống từ ngày ${dayText(window.from)} đến hết ngày ${dayText(today < window.to ? today : window.to)}, còn ${numberText(short)} đơn vị chưa đủ ${numberText(campaign.target)} mẫu đo mạng cố định và ${numberText(campaign.target)} mẫu đo mạng di động trong tháng hoặc chưa nộp báo cáo đúng hạn${ownTargets(board, board.lines)} (danh sách tại Phụ lục).`,
      `${campaign.issuer} đề nghị các đơn vị khẩn trương tuyên truyền, cài đặt, bật chế độ đo tự động, thực hiện đo ở nhiều thời điểm và địa điểm, và ${handIn(board.dueOn, today)}./.`,
    ],
    recipients: ['Như trên;', 'Lưu: VT.'],
  };
}

/** What is asked about the form: a day that is over is not one to hand in by. */
function handIn(dueOn: string, today: string): string {
  return today < dueOn
    ? `nộp báo cáo trước ngày ${dayText(dueOn)}`
    : `nộp ngay báo cáo còn thiếu, hạn trước ngày ${dayText(dueOn)} đã qua`;
}

/** The list of those units as the reminder's annex, with their numbers. */
export function reminderAnnex({ month }: MonthBoard, short: readonly ReportLine[]): Annex {
  const ofTarget = (counted: number, target: number) => `${numberText(counted)}/${numberText(target)}`;
  return {
    title: `ĐƠN VỊ CHƯA ĐỦ MẪU ĐO HOẶC CHƯA NỘP BÁO CÁO ${monthText(month).toUpperCase()}`,
    widthsMm: [15, 114, 40, 40, 40],
    heading: ['STT', 'Đơn vị', 'Mẫu cố định', 'Mẫu di động', 'Báo cáo'],
    rows: short.map(({ unit, system, target, state, isLate }, i) => [
      String(i + 1),
      unit.name,
      ofTarget(system.countedFixed, target),
      ofTarget(system.countedMobile, target),
      state === 'draft' || state === 'returned' ? (isLate ? 'Quá hạn' : 'Chưa nộp') : 'Đã nộp',
    ]),
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

/** Says that some units are judged by a target of their own; '' where none is. */
function ownTargets({ campaign }: MonthBoard, lines: readonly ReportLine[]): string {
  const own = lines.filter(({ target }) => target !== campaign.target).length;
  return own === 0 ? '' : `, riêng ${numberText(own)} đơn vị tính theo mục tiêu được giao riêng`;
}

/** The system's name is not divided at its hyphen where the words are printed. */
export function unbroken(words: string): string {
  return words.replaceAll('i-Speed', 'i\u2011Speed');
}

/** The line under an annex's title: to which letter it belongs. */
export function annexOf({ number, placeAndDate, issuer }: Letter): string {
  const date = placeAndDate.slice(placeAndDate.indexOf('ngày '));
  return `(Kèm theo Công văn số ……${number.slice(number.indexOf('/'))} ${date} của ${issuer})`;
}

/** Room for the number that the registry gives, then the issuer's sign where a letter of the campaign tells it. */
function numberOf({ letterNumber = '' }: Campaign): string {
  const at = letterNumber.indexOf('/');
  return `Số:          /${at < 0 ? '……' : letterNumber.slice(at + 1)}`;
}
