// The form as CSV: names for machines in the heading, numbers without dots.
import type { MonthBoard } from '@i-speed/spec';
import { csvFile } from '../sheet/flat-csv.ts';
import { noteOf } from '../words/words.ts';

const HEADING = [
  'code',
  'name',
  'kind',
  'state',
  'installs',
  'accesses',
  'installs_total',
  'accesses_total',
  'measurements',
  'counted_fixed',
  'counted_mobile',
  'devices',
  'target',
  'forecast_fixed',
  'forecast_mobile',
  'is_late',
  'note',
];

/** A line for each line of the board; an absent forecast is an empty cell. */
export function formCsv({ campaign, lines }: MonthBoard): Buffer {
  const rows = lines.map((line) => {
    const { unit, state, reported, target, forecastFixed, forecastMobile, isLate } = line;
    return [
      unit.code,
      unit.name,
      unit.kind,
      state,
      reported.installs,
      reported.accesses,
      reported.installsTotal,
      reported.accessesTotal,
      reported.measurements,
      reported.countedFixed,
      reported.countedMobile,
      reported.devices,
      target,
      forecastFixed,
      forecastMobile,
      isLate,
      noteOf(line, campaign),
    ];
  });
  return csvFile(HEADING, rows);
}
