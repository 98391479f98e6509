// The measurement points as a table for a file.
import type { PublicPoint } from '@i-speed/spec';
import { POINT_KINDS, POINT_STATES } from '../words/state-words.ts';
import { dayText } from '../words/words.ts';
import { count, moment, momentText, type PortalTable, portalTable, text } from './portal-table.ts';

/** A row for each point; load by its last report, empty where it never reported. */
export function pointsTable(points: readonly PublicPoint[], today: string, timeZone: string): PortalTable {
  return portalTable<PublicPoint>(
    { file: `diem-do-${today}`, title: 'CÁC ĐIỂM ĐO', subtitle: `Đến ngày ${dayText(today)}` },
    [
      text('id', 'Mã', 14, ({ id }) => id),
      text('name', 'Tên điểm đo', 26, ({ name }) => name),
      text('operator', 'Đơn vị vận hành', 16, ({ operatorName }) => operatorName),
      text('city', 'Nơi đặt', 14, ({ city }) => city),
      text('country', 'Nước', 6, ({ country }) => country),
      text('network_kind', 'Vị trí mạng', 18, ({ networkKind }) => POINT_KINDS[networkKind]),
      text('state', 'Tình trạng', 18, ({ state }) => POINT_STATES[state]),
      text('families', 'Giao thức', 10, ({ families }) => families.map((family) => `IPv${family}`).join(', ')),
      count('sessions', 'Đang đo', ({ sessions }) => sessions),
      count('capacity', 'Đo cùng lúc', ({ capacity }) => capacity),
      moment('reported_at', 'Báo lúc', ({ reportedAt }) => reportedAt && momentText(reportedAt, timeZone)),
    ],
    points,
  );
}
