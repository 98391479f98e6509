// Other work of a campaign and the printed material asked for, as tables for a file.
import type { Campaign, PrintRequest, WorkResult } from '@i-speed/spec';
import { PRINT_KINDS, PRINT_STATES, WORK_KINDS } from '../words/state-words.ts';
import { count, day, moment, momentText, type PortalTable, portalTable, text } from './portal-table.ts';

type Named = Pick<Campaign, 'id' | 'name'>;

/** Results of other work of a campaign. */
export function resultsTable(results: readonly WorkResult[], { id, name }: Named): PortalTable {
  return portalTable<WorkResult>(
    { file: `ket-qua-khac-${id}`, title: 'KẾT QUẢ TUYÊN TRUYỀN KHÁC', subtitle: `Đợt: ${name}` },
    [
      day('happened_on', 'Ngày', ({ happenedOn }) => happenedOn),
      text('unit', 'Đơn vị', 30, ({ unitName }) => unitName),
      text('kind', 'Loại', 24, ({ kind }) => WORK_KINDS[kind]),
      count('quantity', 'Số lượng', ({ quantity }) => quantity, false),
      text('title', 'Nội dung', 40, ({ title }) => title),
      text('evidence', 'Minh chứng', 40, ({ link, evidence, file }) =>
        [link, evidence, file?.name].filter(Boolean).join('; '),
      ),
    ],
    results,
  );
}

/** Requests for printed material of a campaign. */
export function printsTable(prints: readonly PrintRequest[], { id, name }: Named, timeZone: string): PortalTable {
  return portalTable<PrintRequest>(
    { file: `an-pham-${id}`, title: 'YÊU CẦU ẤN PHẨM', subtitle: `Đợt: ${name}` },
    [
      moment('asked_at', 'Yêu cầu lúc', ({ askedAt }) => momentText(askedAt, timeZone)),
      text('unit', 'Đơn vị', 30, ({ unitName }) => unitName),
      text('kind', 'Loại', 14, ({ kind }) => PRINT_KINDS[kind]),
      count('quantity', 'Số lượng', ({ quantity }) => quantity, false),
      text('address', 'Nơi nhận', 36, ({ address }) => address),
      text('state', 'Trạng thái', 14, ({ state }) => PRINT_STATES[state]),
      text('note', 'Ghi chú', 24, ({ note, answer }) => [note, answer].filter(Boolean).join('; ')),
    ],
    prints,
  );
}
