// Results of other work as an annex of the month's letter, and the sentence that sums them up.
import type { WorkKind, WorkResult } from '@i-speed/spec';
import type { Annex } from './annex.ts';
import { dayText, monthText, numberText } from './words.ts';

const KINDS: Readonly<Record<WorkKind, { readonly name: string; readonly sum: string }>> = {
  banner: { name: 'Đặt banner, logo', sum: 'banner, logo được đặt' },
  broadcast: { name: 'Phát thanh, truyền hình', sum: 'lượt phát thanh, truyền hình' },
  article: { name: 'Tin, bài', sum: 'tin, bài' },
  session: { name: 'Hội nghị, buổi hướng dẫn', sum: 'hội nghị, buổi hướng dẫn' },
  poster: { name: 'Treo áp phích, standee', sum: 'áp phích, standee được treo' },
};
const ORDER = ['banner', 'broadcast', 'article', 'session', 'poster'] as const;

/** "2 tin, bài; 5 áp phích, standee được treo"; '' where there is none. */
export function workSum(results: readonly WorkResult[]): string {
  return ORDER.map((kind) => {
    const n = results.filter((one) => one.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0);
    return n === 0 ? '' : `${numberText(n)} ${KINDS[kind].sum}`;
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
    rows: ordered.map(({ unitName, kind, happenedOn, quantity, title, link, evidence }, i) => [
      String(i + 1),
      unitName,
      KINDS[kind].name,
      dayText(happenedOn),
      numberText(quantity),
      title,
      [evidence, link].filter(Boolean).join('; '),
    ]),
  };
}
