// Results of other work as an annex of the month's letter, and the sentence that sums them up.
import type { WorkKind, WorkResult } from '@i-speed/spec';
import { WORK_KINDS } from '../words/state-words.ts';
import { dayText, monthText, numberText } from '../words/words.ts';
import type { Annex } from './annex.ts';

/** What is counted of each kind, after its number. */
const SUMS: Readonly<Record<WorkKind, string>> = {
  banner: 'banner, logo được đặt',
  broadcast: 'lượt phát thanh, truyền hình',
  article: 'tin, bài',
  session: 'hội nghị, buổi hướng dẫn',
  poster: 'áp phích, standee được treo',
};
const ORDER = ['banner', 'broadcast', 'article', 'session', 'poster'] as const;

/** "2 tin, bài; 5 áp phích, standee được treo"; '' where there is none. */
export function workSum(results: readonly WorkResult[]): string {
  return ORDER.map((kind) => {
    const n = results.filter((one) => one.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0);
    return n === 0 ? '' : `${numberText(n)} ${SUMS[kind]}`;
  })
    .filter(Boolean)
    .join('; ');
}

/** A row for each result, by unit and day. */
export function workAnnex(results: readonly WorkResult[], month: string): Annex {
  const ordered = results.toSorted(
    (a, b) => a.unitCode.localeCompare(b.unitCode) || a.happenedOn.localeCompare(b.happenedOn),
  );
  return {
    title: `KẾT QUẢ CÁC HOẠT ĐỘNG KHÁC ${monthText(month).toUpperCase()}`,
    widthsMm: [11, 56, 38, 22, 18, 52, 52],
    heading: ['STT', 'Đơn vị', 'Hoạt động', 'Ngày', 'Số lượng', 'Nội dung, nơi thực hiện', 'Minh chứng'],
    rows: ordered.map(({ unitName, kind, happenedOn, quantity, title, link, evidence, file }, i) => [
      String(i + 1),
      unitName,
      WORK_KINDS[kind],
      dayText(happenedOn),
      numberText(quantity),
      title,
      [evidence, link, file?.name].filter(Boolean).join('; '),
    ]),
  };
}
