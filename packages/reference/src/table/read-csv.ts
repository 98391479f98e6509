// The one reader of comma-separated tables (RFC 4180): lines of cells, each with its number.
import { CsvError, parse } from 'csv-parse/sync';
import { withoutApostrophe } from './formula.ts';

/** A line of the table with its number, counted from 1 as an editor shows it; a cell with line breaks leaves it the first one's. */
export interface CsvLine {
  readonly number: number;
  readonly cells: readonly string[];
}

/** A table that cannot be read as such; `line` counts from 1. */
export class TableError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(`line ${line}: ${message}`);
    this.name = 'TableError';
    this.line = line;
  }
}

const SEPARATORS = [',', ';', '\t'];
const LINE_FEED = 0x0a;

/**
 * All lines that hold something. `isByHand`: as people's spreadsheets write it, with commas, semicolons or tabs (the one that the first line
 * has most of), quotes inside cells and spaces around them, which fall away. Throws TableError for a quote that stays open, and without
 * `isByHand` also for one inside a cell.
 */
export function readCsv(text: string, { isByHand = false }: { readonly isByHand?: boolean } = {}): CsvLine[] {
  const body = withoutMark(text);
  try {
    return linesOf(body, isByHand);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code !== 'CSV_QUOTE_NOT_CLOSED')
      throw new TableError('a quote stands inside a cell', Number(error.lines));
    // All that follows the quote fell into its cell: closed at the end, it is the last line's.
    throw new TableError('a quote is not closed', linesOf(`${body}"`, isByHand).at(-1)?.number ?? 1);
  }
}

/** The text without the byte order mark that some programs begin a file with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function linesOf(body: string, isByHand: boolean): CsvLine[] {
  const delimiter = isByHand ? separatorOf(body) : ',';
  const lines: CsvLine[] = [];
  const bytes = Buffer.from(body);
  let ended = 0;
  let breaksBefore = 0;
  parse(bytes, {
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: isByHand,
    skip_empty_lines: true,
    trim: isByHand,
    // Kept here and not there: a month's file has hundreds of thousands of lines.
    on_record(cells: string[], { bytes: end }) {
      breaksBefore += breaksIn(bytes.subarray(ended, end));
      ended = end;
      if (isByHand && cells.every((cell) => cell.trim() === '')) return null;
      const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      const plain = cells.map((cell) => withoutApostrophe(isByHand ? cell.trim() : cell));
      lines.push({ number: breaksBefore + (bytes[end - 1] === LINE_FEED ? 0 : 1) - breaks, cells: plain });
      return null;
    },
  });
  return lines;
}

/** The parser's own number of a line counts CR LF inside a cell as two. */
function breaksIn(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) found += 1;
  return found;
}

function separatorOf(body: string): string {
  const first = body.split(/\r?\n/, 1)[0] ?? '';
  return SEPARATORS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}
