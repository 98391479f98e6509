// The words and number forms of the share picture.

export type Language = 'vi' | 'en';

interface Words {
  readonly tag: string;
  readonly subtitle: string;
  /** In place of the subtitle where the data is simulated. */
  readonly simulated: string;
  readonly download: string;
  readonly upload: string;
  readonly latency: string;
  readonly loaded: string;
  readonly interval: (low: string, high: string) => string;
  readonly notMeasured: string;
  readonly point: string;
  readonly abroad: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  vi: {
    tag: 'vi-VN',
    subtitle: 'Đo tốc độ Internet',
    simulated: 'Dữ liệu mô phỏng',
    download: 'Tải xuống',
    upload: 'Tải lên',
    latency: 'Độ trễ',
    loaded: 'Độ trễ khi tải',
    interval: (low, high) => `trong khoảng ${low}–${high}`,
    notMeasured: 'không đo',
    point: 'Điểm đo',
    abroad: 'nước ngoài',
  },
  en: {
    tag: 'en-GB',
    subtitle: 'Internet speed measurement',
    simulated: 'Simulated data',
    download: 'Download',
    upload: 'Upload',
    latency: 'Latency',
    loaded: 'Loaded latency',
    interval: (low, high) => `between ${low} and ${high}`,
    notMeasured: 'not measured',
    point: 'Point',
    abroad: 'abroad',
  },
};

/** A rate with three significant figures, from 1,000 Mbit/s on in Gbps. */
export function rateParts(rateMbps: number, language: Language): { figure: string; unit: 'Mbps' | 'Gbps' } {
  const inGbps = rateMbps >= 999.5;
  return { figure: figure(inGbps ? rateMbps / 1000 : rateMbps, language), unit: inGbps ? 'Gbps' : 'Mbps' };
}

/** The ends of an interval in the unit that the rate itself is shown in. */
export function intervalText(lowMbps: number, highMbps: number, rateMbps: number, language: Language): string {
  const divisor = rateMbps >= 999.5 ? 1000 : 1;
  return WORDS[language].interval(figure(lowMbps / divisor, language), figure(highMbps / divisor, language));
}

/** Milliseconds: one decimal below 10, whole above. */
export function millisecondsText(ms: number, language: Language): string {
  const digits = ms < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(WORDS[language].tag, { maximumFractionDigits: digits }).format(ms)} ms`;
}

/** Day and time as the country's clocks show them: 21/11/2026, 11:34. */
export function instantText(instant: string, timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(WORDS[language].tag, {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${part('day')}/${part('month')}/${part('year')}, ${part('hour')}:${part('minute')}`;
}

function figure(value: number, language: Language): string {
  const decimals = value <= 0 ? 0 : Math.min(2, Math.max(0, 2 - Math.floor(Math.log10(value))));
  const form = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(WORDS[language].tag, form).format(value);
}
