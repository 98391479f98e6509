// What has grown too long to be read fails: a file of code in one sitting, a line of prose at a glance.
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

export const PROSE_LIMIT = 160;

/** Results are written by benches, and quote what programs said. */
const document = /^(?!bench\/results\/).*\.md$/;

/** One fault for each line of a document over the limit; tables, pictures, fenced blocks and formulas have lines of their own kind. */
export function findLongProse(root: string, files: readonly string[]): string[] {
  return files
    .filter((path) => document.test(path))
    .flatMap((path) =>
      longProseLines(readFileSync(`${root}/${path}`, 'utf8')).map(
        ({ line, length }) => `${path}:${line}: ${length} characters, at most ${PROSE_LIMIT}`,
      ),
    );
}

/** Lines of a Markdown text over the limit, counted from 1. */
export function longProseLines(text: string): { line: number; length: number }[] {
  let isFenced = false;
  return text.split('\n').flatMap((content, index) => {
    if (content.startsWith('```')) isFenced = !isFenced;
    const isProse = !isFenced && !/^(\||!\[| {4})/.test(content);
    return isProse && content.length > PROSE_LIMIT ? [{ line: index + 1, length: content.length }] : [];
  });
}

/** Lines of a text; a last line without its newline counts. */
export function countLines(text: string): number {
  if (text === '') return 0;
  const newlines = text.split('\n').length - 1;
  return text.endsWith('\n') ? newlines : newlines + 1;
}
