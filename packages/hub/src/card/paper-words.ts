// The words of the paper of one measurement, in both languages.
import type { LimitedBy } from '@i-speed/spec';
import type { Language } from './words.ts';

export interface PaperWords {
  readonly title: string;
  readonly details: string;
  /** Who and where, when, of the measurement. */
  readonly when: string;
  readonly operator: string;
  readonly area: string;
  readonly access: string;
  readonly point: string;
  readonly family: string;
  readonly idle: string;
  readonly loadedDown: string;
  readonly loadedUp: string;
  readonly jitter: string;
  readonly loss: string;
  readonly data: string;
  readonly limited: string;
  readonly limits: Readonly<Record<LimitedBy, string>>;
  readonly statistics: string;
  readonly counted: string;
  readonly notAgain: string;
  readonly excluded: string;
  readonly receipt: string;
  readonly confirmed: string;
  readonly unconfirmed: string;
  readonly method: string;
  readonly id: string;
  readonly lost: (lost: string, sent: string) => string;
  /** The rate's range, and what one measurement can tell. */
  readonly notes: readonly string[];
  readonly check: string;
  readonly checkHow: string;
}

export const PAPER_WORDS: Readonly<Record<Language, PaperWords>> = {
  vi: {
    title: 'Kết quả đo tốc độ Internet',
    details: 'Chi tiết',
    when: 'Thời điểm đo',
    operator: 'Nhà mạng',
    area: 'Nơi đo',
    access: 'Loại mạng',
    point: 'Điểm đo',
    family: 'Giao thức',
    idle: 'Độ trễ khi rảnh (trung vị)',
    loadedDown: 'Độ trễ khi đang tải xuống',
    loadedUp: 'Độ trễ khi đang tải lên',
    jitter: 'Dao động của độ trễ',
    loss: 'Mất gói',
    data: 'Dữ liệu đã dùng',
    limited: 'Giới hạn bởi',
    limits: {
      network: 'đường mạng',
      'receiver-window': 'bộ đệm nhận của máy đo',
      sender: 'điểm đo',
      device: 'máy đo',
      'data-cap': 'mức dữ liệu cho phép',
    },
    statistics: 'Trong thống kê',
    counted: 'được tính',
    notAgain: 'hợp lệ, không tính thêm: trong 4 giờ mỗi máy ở một xã và một mạng chỉ tính một lượt',
    excluded: 'không tính',
    receipt: 'Biên nhận của điểm đo',
    confirmed: 'có, xác nhận các con số này',
    unconfirmed: 'chưa có biên nhận xác nhận',
    method: 'Phiên bản phương pháp',
    id: 'Mã lượt đo',
    lost: (lost, sent) => `${lost} trên ${sent} gói`,
    notes: [
      'Khoảng ghi dưới tốc độ là khoảng 90%: mạng thay đổi từng giây, khoảng rộng nghĩa là mạng lúc đó không ổn định.',
      'Đây là một lượt đo, của một máy, ở một thời điểm. Khi phản ánh với nhà mạng, nên kèm vài lượt đo vào các giờ khác nhau và nói rõ đo qua dây hay Wi-Fi.',
    ],
    check: 'Kiểm tra lại kết quả này',
    checkHow: 'Ai có đường dẫn này đều mở được kết quả, từng đợt đo và phương pháp, để tự tính lại.',
  },
  en: {
    title: 'Result of an Internet speed measurement',
    details: 'Details',
    when: 'Measured at',
    operator: 'Operator',
    area: 'Place',
    access: 'Kind of network',
    point: 'Measurement point',
    family: 'Protocol',
    idle: 'Latency when idle (median)',
    loadedDown: 'Latency while downloading',
    loadedUp: 'Latency while uploading',
    jitter: 'Variation of the latency',
    loss: 'Packet loss',
    data: 'Data used',
    limited: 'Limited by',
    limits: {
      network: 'the network',
      'receiver-window': 'the receive buffer of the device',
      sender: 'the point',
      device: 'the device',
      'data-cap': 'the data limit',
    },
    statistics: 'In the statistics',
    counted: 'counted',
    notAgain: 'valid, not counted again: one device in one commune and network counts once in 4 hours',
    excluded: 'not counted',
    receipt: 'Receipt of the point',
    confirmed: 'yes, it bears these figures out',
    unconfirmed: 'none bears these figures out',
    method: 'Version of the method',
    id: 'Measurement',
    lost: (lost, sent) => `${lost} of ${sent} packets`,
    notes: [
      'The range below a rate is a 90% range: networks change every second, and a wide range means that this one was not steady.',
      'This is one measurement, by one device, at one moment. To complain to an operator, add some of other hours, and say whether a cable or Wi-Fi was used.',
    ],
    check: 'Check this result',
    checkHow: 'Whoever has this link can open the result, its single bursts and the method, and compute it again.',
  },
};
