// Units, their days and those that want a look, as tables for a file.
import type { NationWatch, Unit, UnitFigures, UnitMonth } from '@i-speed/spec';
import { REASON_WORDS } from '../../publication/reason-words.ts';
import type { Days } from '../../unit/figures.ts';
import type { PlaceNames } from '../words/place-names.ts';
import { SIGNS } from '../words/state-words.ts';
import { dayText, spanText } from '../words/words.ts';
import { type Column, code, count, day, type PortalTable, portalTable, text } from './portal-table.ts';

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

type Suspicious = NationWatch['suspicious'][number];

/** A probability in whole percent. */
const scoreText = (score: number | undefined) => (score === undefined ? '' : ` (${Math.round(100 * score)}%)`);

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
      count('uncounted', 'Không tính vào tham gia', ({ setAside }) =>
        setAside.reduce((n, one) => n + one.uncounted, 0),
      ),
      text('rules', 'Quy tắc và điểm cao nhất', 40, ({ setAside }) =>
        setAside.map(({ reason, mostScore }) => `${REASON_WORDS.vi[reason]}${scoreText(mostScore)}`).join('; '),
      ),
      text('signs', 'Dấu hiệu', 40, ({ signs }) => signs.map((sign) => SIGNS[sign]).join('; ')),
    ],
    suspicious,
  );
}
