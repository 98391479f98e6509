// A file that has grown too long to be read in one sitting fails.
import { readFileSync } from 'node:fs';

export const LINE_LIMIT = 400;

const codeFile = /\.(ts|mts|js|mjs|svelte|css|c|h|sh)$/;

/** One fault for each code file over the limit; data (json, csv, sql) may be as long as it is. */
export function findLongFiles(root: string, files: readonly string[]): string[] {
  return files
    .filter((path) => codeFile.test(path))
    .flatMap((path) => {
      const lines = countLines(readFileSync(`${root}/${path}`, 'utf8'));
      return lines > LINE_LIMIT ? [`${path}: ${lines} lines, at most ${LINE_LIMIT}`] : [];
    });
}

/** Lines of a text; a last line without its newline counts. */
export function countLines(text: string): number {
  if (text === '') return 0;
  const newlines = text.split('\n').length - 1;
  return text.endsWith('\n') ? newlines : newlines + 1;
}
