// Reads a CSV whose every line is about another unit: the lines that can be read, and what is wrong with the others.
import { type CsvLine, readCsv, TableError } from '@i-speed/reference';
import type { Fault } from '@i-speed/spec';
import type { ZodSafeParseResult } from 'zod';
import type { ImportWords } from './fault-words.ts';

const MOST_LINES = 20_000;

export interface TableShape<Row> {
  /** Columns by the names their heading may have, in plain letters; the last one is told where it is missing. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly needed: readonly string[];
  /** A line's cells by column; empty ones are absent. */
  readonly parse: (cells: Readonly<Record<string, string>>) => ZodSafeParseResult<Row>;
  /** What stands in one line alone. */
  readonly codeOf: (row: Row) => string;
}

/** Rows with their line's number; faults in the order of lines. */
export function readTable<Row>(
  csv: string,
  { columns, needed, parse, codeOf }: TableShape<Row>,
  words: ImportWords,
): { found: { number: number; row: Row }[]; faults: Fault[] } {
  const read = linesOf(csv);
  if (read instanceof TableError)
    return { found: [], faults: [{ path: `line ${read.line}`, message: words.openQuote }] };
  const [head, ...lines] = read;
  if (isBroken(head?.cells ?? [])) return { found: [], faults: [{ path: 'line 1', message: words.lostLetters }] };
  const titles = (head?.cells ?? []).map((cell) => plain(cell).replaceAll(' ', ''));
  const places = Object.entries(columns).map(
    ([field, names]) => [field, titles.findIndex((title) => names.includes(title))] as const,
  );
  const faults: Fault[] = places
    .filter(([field, place]) => place === -1 && needed.includes(field))
    .map(([field]) => ({ path: 'line 1', message: words.missingColumn(columns[field]?.at(-1) ?? field) }));
  if (lines.length === 0) faults.push({ path: 'line 1', message: words.noUnit });
  if (lines.length > MOST_LINES) faults.push({ path: 'line 1', message: words.tooMany(MOST_LINES) });
  if (faults.length > 0) return { found: [], faults };
  const found: { number: number; row: Row }[] = [];
  const firstLine = new Map<string, number>();
  for (const { number, cells } of lines) {
    const tell = (message: string) => faults.push({ path: `line ${number}`, message });
    if (isBroken(cells)) {
      tell(words.lostLetters);
      continue;
    }
    const given = places.map(([field, place]) => [field, cells[place] ?? ''] as const);
    const parsed = parse(Object.fromEntries(given.filter(([, cell]) => cell !== '')));
    for (const { path, message } of parsed.error?.issues ?? []) tell(words.badCell(path.join('.'), message));
    if (!parsed.success) continue;
    const code = codeOf(parsed.data);
    const before = firstLine.get(code);
    if (before !== undefined) tell(words.twice(code, before));
    firstLine.set(code, number);
    found.push({ number, row: parsed.data });
  }
  return { found, faults };
}

function linesOf(csv: string): CsvLine[] | TableError {
  try {
    return readCsv(csv, { isByHand: true });
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
}

/** True where a file in another encoding was read as UTF-8: whatever it says would be kept wrongly. */
function isBroken(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.includes('\0') || cell.includes('\uFFFD'));
}

/** Lower case without marks and signs: "Sở/ban/ngành" as "so ban nganh". */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
