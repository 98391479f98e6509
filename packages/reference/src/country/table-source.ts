// Where a country's tables come from: named texts, in the process's folders or, in the browser, whatever was fetched.
import { parseCsv, type Row } from '../table/row-table.ts';

/** Gives the text of a table by its path below the country folder, or undefined when it has none. */
export interface TableSource {
  readonly read: (path: string) => string | undefined;
}

/** The rows of a table that must be there. Throws, naming the table, when it is not or cannot be read. */
export function readTable(source: TableSource, path: string): Row[] {
  const text = source.read(path);
  if (text === undefined) throw new Error(`${path} is missing`);
  return parseTable(text, path);
}

/** The rows of a table that a country may lack; none when it does. */
export function readOptionalTable(source: TableSource, path: string): Row[] {
  const text = source.read(path);
  return text === undefined ? [] : parseTable(text, path);
}

function parseTable(text: string, path: string): Row[] {
  try {
    return parseCsv(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
