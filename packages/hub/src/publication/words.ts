// The words of a publication's documents, in both languages.
import type { PublishedLine, PublishedTarget } from '@i-speed/spec';
import type { TableName } from './lines-table.ts';

export type DocumentLanguage = 'vi' | 'en';

export interface PaperOptions {
  readonly language: DocumentLanguage;
  /** Of the day on which it says to be made. */
  readonly timeZone: string;
  readonly isDemo: boolean;
  /** What acts are called in English, by the target's id: the frozen tables name them as the act does. */
  readonly englishActs: ReadonlyMap<string, string>;
}

export interface DocumentWords {
  readonly locale: string;
  /** Of a month `2026-10`. */
  title(month: string): string;
  made(when: string, version: number): string;
  counts(counted: string, received: string): string;
  page(number: number, of: number): string;
  /** Above what goes on from the page before. */
  continued(title: string): string;
  tables: Readonly<Record<TableName, string>>;
  access: Readonly<Record<PublishedLine['access'], string>>;
  kind: Readonly<Record<PublishedLine['networkKind'], string>>;
  verdict: Readonly<Record<PublishedTarget['verdict'], string>>;
  readonly headline: string;
  readonly simulated: string;
  readonly targets: string;
  readonly excluded: string;
  readonly about: string;
  readonly checksum: string;
  readonly note: string;
  readonly columns: readonly [
    name: string,
    rank: string,
    n: string,
    mean: string,
    median: string,
    upload: string,
    latency: string,
  ];
  target(what: string, rate: string): string;
  readonly aim: string;
  readonly few: string;
  readonly complementary: string;
  readonly wide: string;
  /** In place of a figure for want of devices. */
  missing(devices: string): string;
  readonly unmeasured: string;
  readonly communesNote: string;
  readonly nothing: string;
}

const ENGLISH_MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export const DOCUMENT_WORDS: Readonly<Record<DocumentLanguage, DocumentWords>> = {
  vi: {
    locale: 'vi-VN',
    title: (month) => `Tốc độ Internet tháng ${month.split('-').reverse().join('/')}`,
    made: (when, version) => `Công bố ngày ${when}, bản ${version}`,
    counts: (counted, received) => `${counted} lượt đo được tính trong ${received} lượt nhận`,
    page: (number, of) => `Trang ${number}/${of}`,
    continued: (title) => `${title} (tiếp)`,
    tables: {
      country: 'Cả nước',
      operators: 'Nhà mạng',
      provinces: 'Tỉnh, thành phố',
      communes: 'Xã, phường, đặc khu',
    },
    access: { mobile: 'Di động', fixed: 'Cố định' },
    kind: {
      exchange: 'điểm ở trạm trung chuyển',
      'on-net': 'điểm trong mạng của nhà mạng',
      hosting: 'điểm ở trung tâm dữ liệu',
      abroad: 'điểm ở nước ngoài',
    },
    verdict: { met: 'đạt', missed: 'chưa đạt', undecided: 'chưa rõ', 'not-enough': 'chưa đủ mẫu' },
    headline: 'Cả nước',
    simulated: 'Dữ liệu mô phỏng: không phải số đo thật',
    targets: 'Chỉ tiêu',
    excluded: 'Lượt đo bị loại, theo lý do',
    about:
      'Mỗi máy một giá trị mỗi tuần. Trong ngoặc là khoảng tin cậy 95%; A, B, C: nửa khoảng không quá 20, 30, 50% của con số, rộng hơn thì không nêu. Trung vị cần ít nhất 30 máy, trung bình 50. Thứ hạng theo trung bình tải xuống, chỉ cho nơi đủ mẫu; một khoảng hạng nghĩa là mẫu chưa phân biệt được.',
    checksum: 'Mã kiểm (SHA-256)',
    note: 'Lý do sửa',
    columns: [
      '',
      'Hạng',
      'Mẫu',
      'Tải xuống, trung bình (Mbps)',
      'Tải xuống, trung vị (Mbps)',
      'Tải lên, trung vị (Mbps)',
      'Độ trễ, trung vị (ms)',
    ],
    target: (what, rate) => `${what}: trung bình từ ${rate} Mbps`,
    aim: 'mục tiêu, chưa có văn bản quy định được biết',
    few: 'ẩn: quá ít máy',
    complementary: 'ẩn để không suy ra được dòng khác',
    wide: 'quá rộng',
    missing: (devices) => `cần thêm ${devices} máy`,
    unmeasured: 'không đo',
    communesNote: 'Chỉ nêu nơi có ít nhất một con số đủ chính xác; bảng Excel và CSV có đủ mọi nơi.',
    nothing: 'Chưa có lượt đo nào được tính trong tháng này.',
  },
  en: {
    locale: 'en-GB',
    title: (month) => `Internet speed, ${ENGLISH_MONTH.format(new Date(`${month}-01`))}`,
    made: (when, version) => `Published on ${when}, version ${version}`,
    counts: (counted, received) => `measurements counted: ${counted} of ${received} received`,
    page: (number, of) => `Page ${number} of ${of}`,
    continued: (title) => `${title} (continued)`,
    tables: { country: 'Country', operators: 'Operators', provinces: 'Provinces', communes: 'Communes' },
    access: { mobile: 'Mobile', fixed: 'Fixed' },
    kind: {
      exchange: 'points at exchanges',
      'on-net': 'points in the operator’s network',
      hosting: 'points in data centres',
      abroad: 'points abroad',
    },
    verdict: { met: 'met', missed: 'missed', undecided: 'undecided', 'not-enough': 'not enough devices' },
    headline: 'Country',
    simulated: 'Simulated data: not real measurements',
    targets: 'Targets',
    excluded: 'Measurements excluded, by reason',
    about:
      'One value a device and week. In brackets the 95% interval; A, B, C: half the interval is at most 20, 30, 50% of the figure, wider ones are not told. A median needs at least 30 devices, a mean 50. Places by mean download, only where the sample is sufficient; a range of places means that the sample does not tell them apart.',
    checksum: 'SHA-256',
    note: 'Why corrected',
    columns: [
      '',
      'Place',
      'Sample',
      'Download, mean (Mbps)',
      'Download, median (Mbps)',
      'Upload, median (Mbps)',
      'Latency, median (ms)',
    ],
    target: (what, rate) => `${what}: mean of at least ${rate} Mbps`,
    aim: 'an aim; no act that sets it is known',
    few: 'hidden: too few devices',
    complementary: 'hidden so that no other line can be reckoned',
    wide: 'too wide',
    missing: (devices) => `${devices} more ${devices === '1' ? 'device' : 'devices'} needed`,
    unmeasured: 'not measured',
    communesNote: 'Only those with at least one figure exact enough; the workbook and the CSV hold all.',
    nothing: 'No measurement counts in this month.',
  },
};

/** The act that sets a target; in English what it is called there first. An aim without one says so. */
export function actText({ id, legalSource }: PublishedTarget, { language, englishActs }: PaperOptions): string {
  if (legalSource === undefined) return DOCUMENT_WORDS[language].aim;
  const english = language === 'en' ? englishActs.get(id) : undefined;
  return english === undefined ? legalSource : `${english} (${legalSource})`;
}

/** As engineers write it: 4G, Wi-Fi. */
export function technologyText(code: string | undefined): string | undefined {
  return code === 'wifi' ? 'Wi-Fi' : code === 'ethernet' ? 'Ethernet' : code?.toUpperCase();
}

/** Day on which it was made, in the country's time, as 15/11/2026 in either language. */
export function publishedDay(madeAt: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone }).format(new Date(madeAt));
}
