// The live banner that other sites put into their pages: one small document, without scripts, cookies or anything from elsewhere.
import { escapeXml } from '../card/draw.ts';
import type { Language } from '../card/words.ts';

export interface BannerFigure {
  readonly label: 'mobile' | 'fixed';
  /** Median download; absent where there is too little to show a figure. */
  readonly medianMbps?: number;
  readonly lowMbps?: number;
  readonly highMbps?: number;
  /** Where so many devices more would give a figure. */
  readonly missingDevices?: number;
  readonly n: number;
}

export interface BannerContent {
  /** Province or country. */
  readonly areaName: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly figures: readonly BannerFigure[];
  readonly language: Language;
  readonly isDemo: boolean;
  /** Where a click leads. */
  readonly href: string;
}

const WORDS = {
  vi: {
    tag: 'vi-VN',
    title: (area: string, month: string) => `Tốc độ tải xuống tại ${area}, tháng ${month}`,
    mobile: 'Di động',
    fixed: 'Cố định',
    short: (n: string) => `chưa đủ mẫu (${n})`,
    few: (missing: string) => `Cần thêm ${missing} máy để nêu con số.`,
    range: (low: string, high: string, n: string) => `trung vị, khoảng ${low}–${high}, ${n} mẫu`,
    simulated: 'Dữ liệu mô phỏng',
  },
  en: {
    tag: 'en-GB',
    title: (area: string, month: string) => `Download speed in ${area}, ${month}`,
    mobile: 'Mobile',
    fixed: 'Fixed',
    short: (n: string) => `too few samples (${n})`,
    few: (missing: string) => `${missing} more ${missing === '1' ? 'device is' : 'devices are'} needed for a figure.`,
    range: (low: string, high: string, n: string) => `median, ${low}–${high}, ${n} samples`,
    simulated: 'Simulated data',
  },
} as const;

const STYLE =
  'body{margin:0;font:13px/1.35 system-ui,sans-serif;background:#0b5a5e;color:#fff}a{display:block;padding:8px 12px;color:inherit;text-decoration:none}p{margin:0}.f{display:flex;gap:12px;margin-top:4px}.f>p{flex:1}b{font-size:20px}small{display:block;font-size:11px;color:#c9efec}mark{background:#ffd65c;color:#3a2c00;padding:0 4px}';

/** HTML of the banner, under 5 KB. */
export function drawBanner({ areaName, month, figures, language, isDemo, href }: BannerContent): string {
  const words = WORDS[language];
  const [year = '', number = ''] = month.split('-');
  const title = words.title(areaName, `${Number(number)}/${year}`);
  const parts = figures.map((figure) => `<p>${words[figure.label]}<br>${figureText(figure, language)}</p>`).join('');
  const mark = isDemo ? `<mark>${words.simulated}</mark> ` : '';
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${STYLE}</style><a href="${escapeXml(href)}" target="_blank" rel="noopener"><p>${mark}${escapeXml(title)} · i-Speed</p><div class="f">${parts}</div></a></html>`;
}

function figureText({ medianMbps, lowMbps, highMbps, missingDevices, n }: BannerFigure, language: Language): string {
  const words = WORDS[language];
  const format = new Intl.NumberFormat(words.tag, { maximumSignificantDigits: 3 });
  const count = new Intl.NumberFormat(words.tag).format(n);
  if (missingDevices !== undefined)
    return `<small>${words.few(new Intl.NumberFormat(words.tag).format(missingDevices))}</small>`;
  if (medianMbps === undefined || lowMbps === undefined || highMbps === undefined)
    return `<small>${words.short(count)}</small>`;
  return `<b>${format.format(medianMbps)}</b> Mbps<small>${words.range(format.format(lowMbps), format.format(highMbps), count)}</small>`;
}
