// A comparison as a file: the lines of the page, a column a figure.
import { type CsvCell, csvText } from '#lib/format/csv.ts';
import type { Estimate } from './answer.ts';
import type { Compare, Compared } from './compare.ts';

const UNITS: Record<Compared, string> = {
  download: 'Mbit/s',
  upload: 'Mbit/s',
  idle: 'ms',
  loadedDown: 'ms',
  loadedUp: 'ms',
  ipv6: 'ratio',
};
const figureColumns = (place: string) => [place, `${place}_low`, `${place}_high`];

/** A figure too wide to be told is empty, its interval is not. */
export function compareCsv({ lines, kind }: Compare, names: readonly [first: string, second: string]): string {
  const head = ['quantity', 'unit', 'statistic', 'network_kind', 'first_place', 'second_place'];
  const rows = lines.map(({ quantity, statistic, isAbroad, first, second, verdict }): CsvCell[] => [
    ...[quantity, UNITS[quantity], statistic, isAbroad ? 'abroad' : kind, ...names],
    ...figures(first),
    ...figures(second),
    verdict,
  ]);
  return csvText([[...head, ...figureColumns('first'), ...figureColumns('second'), 'verdict'], ...rows]);
}

function figures(estimate: Estimate | undefined): CsvCell[] {
  return [estimate?.value, estimate?.interval?.low, estimate?.interval?.high];
}
