// What every picture of statistics says in words: of where, of when, of which points, and who says so.
import type { StatisticsDesk } from '../statistics/ask.ts';
import type { StatisticsQuery } from '../statistics/request.ts';
import type { Chart } from './draw.ts';
import { type Language, PICTURE_WORDS } from './words.ts';

/** Kinds of point, those inside the country first. */
export const KIND_ORDER = ['on-net', 'exchange', 'hosting', undefined, 'abroad'] as const;

export interface PictureFrame {
  readonly reference: StatisticsDesk['reference'];
  readonly language: Language;
  readonly isDemo: boolean;
}

type Asked = Pick<StatisticsQuery, 'commune' | 'province' | 'operator' | 'access' | 'technology' | 'networkKind'>;

/** The parts of a chart's words that do not depend on what it draws; `from` and `to` are days or months. */
export function wordsOf(
  { reference, language }: PictureFrame,
  asked: Asked,
  { edition, from, to }: { readonly edition: string; readonly from: string; readonly to: string },
): Pick<Chart, 'scope' | 'nothing' | 'beyond' | 'few' | 'tag'> {
  const words = PICTURE_WORDS[language];
  const scope = [
    placeName(asked, reference, edition) ?? words.country,
    asked.operator === undefined ? undefined : reference.operatorById(asked.operator)?.name,
    asked.access === undefined ? undefined : words.access[asked.access],
    asked.technology === undefined ? undefined : words.group[asked.technology],
    `${dayText(from)}–${dayText(to)}`,
    words.kind[asked.networkKind ?? ''],
  ];
  const { nothing, beyond, few, tag } = words;
  return { scope: scope.filter((part) => part !== undefined).join(' · '), nothing, beyond, few, tag };
}

/** The line at the foot; `sample` where the picture has one. */
export function sourceOf({ language, isDemo }: PictureFrame, sample?: string): string {
  const simulated = isDemo ? PICTURE_WORDS[language].simulated.toUpperCase() : undefined;
  return ['i-Speed', sample, simulated].filter((part) => part !== undefined).join(' · ');
}

/** A unit as people know it; empty for a share. */
export function unitWord(unit: string): string {
  if (unit === 'Mbit/s') return 'Mbps';
  return unit === 'ratio' ? '' : unit;
}

/** 13/09/2025 of 2025-09-13, 09/2025 of 2025-09. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

function placeName(
  { commune, province }: Asked,
  reference: PictureFrame['reference'],
  edition: string,
): string | undefined {
  if (commune !== undefined) return reference.communeByCode(commune, edition)?.fullName;
  return province === undefined ? undefined : reference.provinceByCode(province, edition)?.fullName;
}
