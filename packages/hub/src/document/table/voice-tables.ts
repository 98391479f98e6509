// What people told, problems and places without signal, as tables for a file.
import type { HeardProblem, HeardSpot } from '@i-speed/spec';
import type { PlaceNames } from '../words/place-names.ts';
import { PROBLEM_STATES, SPOT_STATES } from '../words/state-words.ts';
import { dayText } from '../words/words.ts';
import { code, moment, momentText, type PortalTable, portalTable, text } from './portal-table.ts';

/** Problems that people told. */
export function problemsTable(
  problems: readonly HeardProblem[],
  names: PlaceNames,
  today: string,
  timeZone: string,
): PortalTable {
  return portalTable<HeardProblem>(
    { file: `phan-anh-${today}`, title: 'PHẢN ÁNH CỦA NGƯỜI DÂN', subtitle: `Đến ngày ${dayText(today)}` },
    [
      text('number', 'Mã phản ánh', 14, ({ number }) => number),
      moment('received_at', 'Nhận lúc', ({ receivedAt }) => momentText(receivedAt, timeZone)),
      text('province', 'Tỉnh, thành phố', 14, ({ provinceCode }) => names.province(provinceCode)),
      code('province_code', ({ provinceCode }) => provinceCode),
      text('text', 'Nội dung', 50, (problem) => problem.text),
      text('operator', 'Nhà mạng', 14, ({ operatorId }) => names.operator(operatorId)),
      code('operator_id', ({ operatorId }) => operatorId),
      text('state', 'Trạng thái', 16, ({ state }) => PROBLEM_STATES[state]),
      text('answer', 'Trả lời', 40, ({ answer }) => answer),
    ],
    problems,
  );
}

/** Places without signal that people told, with their exact position where it was given. */
export function spotsTable(
  spots: readonly HeardSpot[],
  names: PlaceNames,
  today: string,
  timeZone: string,
): PortalTable {
  return portalTable<HeardSpot>(
    { file: `vung-lom-${today}`, title: 'VÙNG LÕM SÓNG ĐƯỢC BÁO', subtitle: `Đến ngày ${dayText(today)}` },
    [
      moment('observed_at', 'Thấy lúc', ({ observedAt }) => momentText(observedAt, timeZone)),
      text('province', 'Tỉnh, thành phố', 14, ({ provinceCode }) => names.province(provinceCode)),
      code('province_code', ({ provinceCode }) => provinceCode),
      text('commune', 'Xã, phường', 20, ({ communeCode }) => names.commune(communeCode)),
      code('commune_code', ({ communeCode }) => communeCode),
      text('latitude', 'Vĩ độ', 11, ({ latitude }) => latitude?.toFixed(5)),
      text('longitude', 'Kinh độ', 11, ({ longitude }) => longitude?.toFixed(5)),
      text('operator', 'Nhà mạng', 14, ({ operatorId }) => names.operator(operatorId)),
      code('operator_id', ({ operatorId }) => operatorId),
      text('state', 'Trạng thái', 16, ({ state }) => SPOT_STATES[state]),
      text('note', 'Ghi chú', 40, ({ note }) => note),
    ],
    spots,
  );
}
