// The words of a chart's picture, in both languages.
import type { StatisticsQuery } from '../statistics/request.ts';

export type Language = 'vi' | 'en';
type Grouping = NonNullable<StatisticsQuery['groupBy']>;

export interface PictureWords {
  readonly tag: string;
  readonly indicator: Readonly<Record<StatisticsQuery['indicator'], string>>;
  readonly by: Readonly<Record<Grouping, string>>;
  readonly distribution: string;
  readonly access: Readonly<Record<'mobile' | 'fixed', string>>;
  readonly kind: Readonly<Record<'on-net' | 'exchange' | 'hosting' | 'abroad' | '', string>>;
  readonly group: Readonly<Record<string, string>>;
  readonly country: string;
  readonly reading: string;
  /** Said after `reading` where an interval does not end in the picture. */
  readonly beyond: string;
  readonly /** Of a trend with its mix held fixed: the end of the title, and how to read it. */ fixedMix: string;
  readingFixedMix: string;
  readingBins: string;
  readonly nothing: string;
  readonly simulated: string;
  readonly unknown: string;
  sample(n: string, devices: string): string;
  /** In a row without a figure for want of devices. */
  few(missing: string): string;
  hour(hour: string): string;
}

const technologies = { '2g': '2G', '3g': '3G', '4g': '4G', '5g': '5G', wifi: 'Wi-Fi', ethernet: 'Ethernet' };

export const PICTURE_WORDS: Readonly<Record<Language, PictureWords>> = {
  vi: {
    tag: 'vi-VN',
    indicator: {
      download: 'Tốc độ tải xuống',
      upload: 'Tốc độ tải lên',
      latency: 'Độ trễ khi rảnh',
      'latency-loaded-down': 'Độ trễ khi tải xuống',
      'latency-loaded-up': 'Độ trễ khi tải lên',
      jitter: 'Dao động độ trễ',
      responsiveness: 'Độ đáp ứng',
      loss: 'Tỷ lệ mất gói',
      failure: 'Tỷ lệ lượt đo hỏng',
      ipv6: 'Tỷ lệ dùng được IPv6',
    },
    by: {
      day: 'theo ngày',
      month: 'theo tháng',
      hour: 'theo giờ trong ngày',
      province: 'theo tỉnh, thành phố',
      commune: 'theo xã, phường',
      operator: 'theo nhà mạng',
      access: 'theo loại truy nhập',
      technology: 'theo công nghệ',
      family: 'theo phiên bản IP',
      trigger: 'theo cách bắt đầu đo',
    },
    distribution: 'phân bố',
    access: { mobile: 'Di động', fixed: 'Cố định' },
    kind: {
      'on-net': 'đo tới điểm trong mạng của nhà mạng',
      exchange: 'đo tới điểm ở trạm trung chuyển',
      hosting: 'đo tới điểm ở trung tâm dữ liệu',
      abroad: 'đo tới điểm ở nước ngoài',
      '': 'đo tới điểm không rõ loại',
    },
    group: { ...technologies, mobile: 'Di động', fixed: 'Cố định', 'not-attributable': 'Địa bàn cũ đã chia' },
    country: 'Cả nước',
    reading: 'Chấm: trung vị. Dải mờ: khoảng tin cậy 95%; dải không chấm là khoảng quá rộng để nêu con số.',
    beyond: 'Mũi tên: khoảng còn rộng ra ngoài hình.',
    fixedMix: 'trung bình nhân khi giữ nguyên cơ cấu mẫu',
    readingFixedMix:
      'Liền: theo cơ cấu nhà mạng, công nghệ, xã của tháng cuối; dải mờ là khoảng tin cậy 95%. Đứt: như đo được.',
    readingBins: 'Phần trăm số giá trị, mỗi máy một giá trị mỗi tuần.',
    nothing: 'Chưa có đủ máy đo để vẽ.',
    simulated: 'Dữ liệu mô phỏng',
    unknown: 'không rõ',
    sample: (n, devices) => `${n} mẫu từ ${devices} máy`,
    few: (missing) => `Cần thêm ${missing} máy để nêu con số.`,
    hour: (hour) => `${Number(hour)} giờ`,
  },
  en: {
    tag: 'en-GB',
    indicator: {
      download: 'Download rate',
      upload: 'Upload rate',
      latency: 'Idle latency',
      'latency-loaded-down': 'Latency while downloading',
      'latency-loaded-up': 'Latency while uploading',
      jitter: 'Jitter',
      responsiveness: 'Responsiveness',
      loss: 'Packet loss',
      failure: 'Failed measurements',
      ipv6: 'IPv6 reachable',
    },
    by: {
      day: 'by day',
      month: 'by month',
      hour: 'by hour of the day',
      province: 'by province',
      commune: 'by commune',
      operator: 'by operator',
      access: 'by access',
      technology: 'by technology',
      family: 'by IP version',
      trigger: 'by trigger',
    },
    distribution: 'distribution',
    access: { mobile: 'Mobile', fixed: 'Fixed' },
    kind: {
      'on-net': 'measured to points inside an operator’s network',
      exchange: 'measured to points at an exchange',
      hosting: 'measured to points in a data centre',
      abroad: 'measured to points abroad',
      '': 'measured to points of unknown kind',
    },
    group: { ...technologies, mobile: 'Mobile', fixed: 'Fixed', 'not-attributable': 'Divided former areas' },
    country: 'Whole country',
    reading: 'Dots: medians. Bands: 95% intervals; a band without a dot is too wide for a figure.',
    beyond: 'Arrow: the interval goes on beyond the picture.',
    fixedMix: 'geometric mean with the mix of the sample held fixed',
    readingFixedMix:
      'Solid: with the last month’s mix of operators, technologies and communes; band: 95% interval. Dashed: as measured.',
    readingBins: 'Percent of values, one for each device and week.',
    nothing: 'Too few devices to draw.',
    simulated: 'Simulated data',
    unknown: 'unknown',
    sample: (n, devices) =>
      `${n} ${n === '1' ? 'sample' : 'samples'} from ${devices} ${devices === '1' ? 'device' : 'devices'}`,
    few: (missing) => `${missing} more ${missing === '1' ? 'device is' : 'devices are'} needed for a figure.`,
    hour: (hour) => `${Number(hour)}:00`,
  },
};
