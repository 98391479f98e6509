// Reads CSV as Excel and LibreOffice write it: quotes, commas, semicolons or the tabs of a table that was copied, a byte order mark, either kind of line end.

/** A line of the file with its number, counted from 1 as an editor shows it. */
export interface CsvLine {
  readonly number: number;
  readonly cells: readonly string[];
  /** True where a quotation mark opens and never closes: all that follows fell into its cell. */
  readonly isOpen?: boolean;
}

const SEPARATORS = [',', ';', '\t'];

/** All lines that hold something; cells trimmed. The separator is the one the first line has more of. */
export function readCsv(text: string): CsvLine[] {
  const body = text.replace(/^\uFEFF/, '');
  const first = body.split(/\r?\n/, 1)[0] ?? '';
  const separator = SEPARATORS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  const lines: CsvLine[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let number = 1;
  let startedAt = 1;
  const endLine = () => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) lines.push({ number: startedAt, cells, ...(isQuoted && { isOpen: true }) });
    cells = [];
    cell = '';
    startedAt = number + 1;
  };
  for (let i = 0; i < body.length; i += 1) {
    const sign = body[i] ?? '';
    if (isQuoted && sign === '"' && body[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (sign === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted;
    else if (!isQuoted && sign === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (!isQuoted && sign === '\n') endLine();
    else if (sign !== '\r' || isQuoted) cell += sign;
    if (sign === '\n') number += 1;
  }
  endLine();
  return lines;
}
