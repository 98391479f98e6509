// The tables that the portal's pages show, as rows for a file: the same figures by the same functions as the pages' own.
import type {
  HeardProblem,
  HeardSpot,
  NationWatch,
  SufficiencyBoard,
  Unit,
  UnitFigures,
  UnitMonth,
  ValidityReport,
} from '@i-speed/spec';
import { type AreaLine, areaLines } from '@i-speed/statistics';
import { REASON_WORDS } from '../publication/reason-words.ts';
import type { PlaceNames } from './place-names.ts';
import {
  type Column,
  code,
  count,
  day,
  moment,
  momentText,
  type PortalTable,
  portalTable,
  text,
} from './portal-table.ts';
import { PROBLEM_STATES, SIGNS, SPOT_STATES } from './state-words.ts';
import { dayText, monthText } from './words.ts';

type Days = { readonly from: string; readonly to: string };
const spanText = ({ from, to }: Days) => `Từ ngày ${dayText(from)} đến ngày ${dayText(to)}`;

/** Provinces of the country, or communes of the one that is named, those that lack most first. */
export function areasTable(board: SufficiencyBoard, province: string | undefined, nowMs: number, timeZone: string) {
  const name = board.provinces.find(({ code }) => code === province)?.name;
  const ofCountry: Column<AreaLine>[] = [
    count('communes', 'Số xã', ({ communes }) => communes),
    count('communes_enough_fixed', 'Xã đủ mẫu cố định', ({ enoughFixed }) => enoughFixed),
    count('communes_enough_mobile', 'Xã đủ mẫu di động', ({ enoughMobile }) => enoughMobile),
  ];
  return portalTable<AreaLine>(
    {
      file: `dia-ban${province === undefined ? '' : `-${province}`}-${board.month}`,
      title: `MẪU ĐO THEO ĐỊA BÀN: ${(name ?? 'cả nước').toLocaleUpperCase('vi')}`,
      subtitle: `Mẫu được tính trong ${monthText(board.month)}; dự báo cuối tháng nếu giữ nhịp hiện tại`,
    },
    [
      text('code', 'Mã', 8, ({ code }) => code),
      text('name', 'Địa bàn', 26, (line) => line.name),
      count('fixed_counted', 'Mẫu cố định', ({ fixed }) => fixed.counted),
      count('fixed_needed', 'Cần cố định', ({ fixed }) => fixed.needed, false),
      count('fixed_forecast', 'Dự báo cố định', ({ forecastFixed }) => forecastFixed, false),
      count('mobile_counted', 'Mẫu di động', ({ mobile }) => mobile.counted),
      count('mobile_needed', 'Cần di động', ({ mobile }) => mobile.needed, false),
      count('mobile_forecast', 'Dự báo di động', ({ forecastMobile }) => forecastMobile, false),
      ...(province === undefined ? ofCountry : []),
    ],
    areaLines(board, nowMs, timeZone),
  );
}

type Figures = Omit<UnitFigures, 'installsTotal' | 'accessesTotal'>;
const figureColumns = <Row extends Figures>(): Column<Row>[] => [
  count('installs', 'Người cài đặt', (row) => row.installs),
  count('accesses', 'Lượt truy cập', (row) => row.accesses),
  count('measurements', 'Lượt đo', (row) => row.measurements),
  count('counted_fixed', 'Mẫu cố định', (row) => row.countedFixed),
  count('counted_mobile', 'Mẫu di động', (row) => row.countedMobile),
];

/** Units with their figures in a window. */
export function unitsTable(
  units: readonly (Unit & { readonly figures: UnitFigures })[],
  window: Days,
  names: PlaceNames,
): PortalTable {
  const rows = units.map(({ figures, ...unit }) => ({ ...unit, ...figures }));
  return portalTable<(typeof rows)[number]>(
    { file: `don-vi-${window.to}`, title: 'CÁC ĐƠN VỊ THAM GIA', subtitle: spanText(window) },
    [
      text('code', 'Mã', 10, ({ code }) => code),
      text('name', 'Tên đơn vị', 26, ({ name }) => name),
      text('province', 'Tỉnh, thành phố', 14, ({ provinceCode }) => names.province(provinceCode)),
      code('province_code', ({ provinceCode }) => provinceCode),
      ...figureColumns<(typeof rows)[number]>(),
      count('devices', 'Thiết bị', ({ devices }) => devices, false),
      count('installs_total', 'Cài đặt lũy kế', ({ installsTotal }) => installsTotal),
      count('accesses_total', 'Truy cập lũy kế', ({ accessesTotal }) => accessesTotal),
    ],
    rows,
  );
}

/** A unit's own days; a device that measured on two days is in both, so devices are not summed. */
export function unitDaysTable({ unit, window, days }: UnitMonth): PortalTable {
  return portalTable<UnitMonth['days'][number]>(
    {
      file: `${unit.code}-${window.to}`,
      title: `SỐ LIỆU TỪNG NGÀY: ${unit.name.toLocaleUpperCase('vi')}`,
      subtitle: spanText(window),
    },
    [
      day('day', 'Ngày', ({ day }) => day),
      ...figureColumns<UnitMonth['days'][number]>(),
      count('devices', 'Thiết bị', ({ devices }) => devices, false),
    ],
    days,
  );
}

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

type Suspicious = NationWatch['suspicious'][number];

/** Units whose measurements want a look. */
export function watchTable({ suspicious }: NationWatch, names: PlaceNames, today: string): PortalTable {
  return portalTable<Suspicious>(
    { file: `don-vi-can-xem-${today}`, title: 'ĐƠN VỊ CẦN XEM LẠI', subtitle: `30 ngày đến ngày ${dayText(today)}` },
    [
      text('code', 'Mã', 14, ({ unitCode }) => unitCode),
      text('name', 'Tên đơn vị', 34, ({ name }) => name),
      text('province', 'Tỉnh, thành phố', 14, ({ provinceCode }) => names.province(provinceCode)),
      code('province_code', ({ provinceCode }) => provinceCode),
      count('measurements', 'Lượt đo', ({ measurements }) => measurements),
      count('counted', 'Được tính', ({ counted }) => counted),
      count('flagged', 'Có dấu hiệu', ({ flagged }) => flagged),
      count('devices', 'Thiết bị', ({ devices }) => devices, false),
      count('busiest', 'Máy đo nhiều nhất', ({ busiest }) => busiest, false),
      text('signs', 'Dấu hiệu', 40, ({ signs }) => signs.map((sign) => SIGNS[sign]).join('; ')),
    ],
    suspicious,
  );
}

/** What was excluded in a period; a measurement may have several reasons, their codes are those of docs/method/validity.md. */
export function exclusionsTable({ period, reasons }: ValidityReport): PortalTable {
  return portalTable<ValidityReport['reasons'][number]>(
    { file: `loai-tru-${period.to}`, title: 'LƯỢT ĐO BỊ LOẠI, THEO LÝ DO', subtitle: spanText(period) },
    [
      text('why', 'Lý do', 50, ({ reason }) => REASON_WORDS.vi[reason]),
      code('reason', ({ reason }) => reason),
      text('kind', 'Loại', 16, ({ kind }) => (kind === 'abuse' ? 'Lạm dụng' : 'Chất lượng')),
      count('n', 'Số lượt', ({ n }) => n, false),
    ],
    reasons.filter(({ n }) => n > 0).toSorted((a, b) => b.n - a.n),
  );
}
