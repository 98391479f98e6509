// Measurements as files that people take away: JSON is the whole record, CSV the figures that a table shows.
import type { Submission } from '@i-speed/spec';
import { type CsvCell, csvText } from '#lib/format/csv.ts';

/** Each column's name with its unit, and what stands in it; nothing measured is an empty cell. */
const COLUMNS: readonly (readonly [name: string, of: (record: Submission) => CsvCell])[] = [
  ['id', ({ id }) => id],
  ['started_at', ({ startedAt }) => startedAt],
  ['trigger', ({ trigger }) => trigger],
  ['profile', ({ profile }) => profile],
  ['download_mbps', ({ download }) => download?.rateMbps],
  ['download_low_mbps', ({ download }) => download?.rateLowMbps],
  ['download_high_mbps', ({ download }) => download?.rateHighMbps],
  ['upload_mbps', ({ upload }) => upload?.rateMbps],
  ['upload_low_mbps', ({ upload }) => upload?.rateLowMbps],
  ['upload_high_mbps', ({ upload }) => upload?.rateHighMbps],
  ['latency_idle_ms', ({ latency }) => latency?.idle?.medianMs],
  ['latency_loaded_down_ms', ({ latency }) => latency?.loadedDown?.medianMs],
  ['latency_loaded_up_ms', ({ latency }) => latency?.loadedUp?.medianMs],
  ['data_bytes', ({ download, upload }) => sum(download?.bytes, upload?.bytes)],
  ['access', ({ access }) => access?.kind],
  ['technology', ({ access }) => access?.technology],
  ['ip_family', ({ family }) => family],
  ['point', ({ pointId }) => pointId],
  ['province', ({ area }) => area?.provinceCode],
  ['commune', ({ area }) => area?.communeCode],
  ['failures', ({ failures }) => failures.map(({ code }) => code).join(' ')],
];

export function toCsv(records: readonly Submission[]): string {
  const head = COLUMNS.map(([name]) => name);
  return csvText([head, ...records.map((record) => COLUMNS.map(([, of]) => of(record)))]);
}

export function toJson(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Hands a file to the person. */
export function saveFile(name: string, type: 'text/csv' | 'application/json', text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}
