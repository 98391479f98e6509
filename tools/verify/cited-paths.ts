// Every path that a document or a comment cites exists.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';

export type Citation = { cited: string; line: number };

const SOURCE = /\.(ts|mjs|svelte|sql|c|h)$/;
/** A measured result named without its folder. */
const RESULT = /^[a-z0-9-]+-\d{4}-\d{2}-\d{2}[a-z0-9-]*\.(md|json)$/;

/** One fault for each path that a Markdown file, or a comment in a source, cites and that is not among `files`. */
export function findDeadCitations(root: string, files: readonly string[]): string[] {
  const known = knownPaths(files);
  const tops = new Set(files.map((path) => path.split('/', 1).join()));
  return files
    .flatMap((path) => {
      const list = path.endsWith('.md') ? listCitations : SOURCE.test(path) ? listCommentCitations : undefined;
      return list === undefined
        ? []
        : list(readFileSync(`${root}/${path}`, 'utf8'), tops).map((one) => ({ path, ...one }));
    })
    .filter(({ path, cited }) => !exists(cited, path, known))
    .map(({ path, line, cited }) => `${path}:${line}: ${cited} does not exist`);
}

/**
 * Paths cited in a Markdown text: targets of relative links, and code spans that begin with an entry of the project's
 * root (`tops`) or name a result. Fenced blocks are commands and output, not citations; `:12` line numbers are dropped.
 */
export function listCitations(text: string, tops: ReadonlySet<string>): Citation[] {
  const citations: Citation[] = [];
  let fenced = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) continue;
    for (const match of line.matchAll(/`([^`]+)`/g)) {
      const path = match[1]?.replace(/(:\d+)+$/, '') ?? '';
      if (RESULT.test(path)) citations.push({ cited: `bench/results/${path}`, line: index + 1 });
      else if (isPath(path, tops)) citations.push({ cited: path, line: index + 1 });
    }
    for (const match of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      const path = match[1]?.replace(/#.*$/, '') ?? '';
      if (path !== '' && !/^([a-z]+:|\/)/.test(path)) citations.push({ cited: `./${path}`, line: index + 1 });
    }
  }
  return citations;
}

/** Paths in the comment lines of a source: words that begin with a folder of the project's root. */
export function listCommentCitations(text: string, tops: ReadonlySet<string>): Citation[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      /^\s*(\/\/|\/?\*|--)/.test(content)
        ? [...content.matchAll(/(?<![\w./@-])[a-z]+\/[\w./-]*\w/g)]
            .map(([cited]) => ({ cited, line: index + 1 }))
            .filter(({ cited }) => tops.has(cited.split('/', 1).join()))
        : [],
    );
}

function isPath(span: string, tops: ReadonlySet<string>): boolean {
  if (/[\s{}<>|$=]/.test(span)) return false;
  const [first = ''] = span.split('/', 1);
  return tops.has(first) && (span.includes('/') || span.includes('.'));
}

/** A citation is of a file or folder, from the root or from the document's folder; `*` stands for any run within one name. */
function exists(path: string, document: string, known: ReadonlySet<string>): boolean {
  const trimmed = path.replace(/\/$/, '');
  const places = /^\.\.?\//.test(path) ? [dirname(document)] : ['.', dirname(document)];
  return places.some((place) => {
    const target = normalize(join(place, trimmed));
    if (target === '.' || known.has(target)) return true;
    if (!target.includes('*')) return false;
    const pattern = new RegExp(`^${target.split('*').map(escapePattern).join('[^/]*')}$`);
    return [...known].some((candidate) => pattern.test(candidate));
  });
}

/** All files and every folder above them. */
function knownPaths(files: readonly string[]): Set<string> {
  const known = new Set(files);
  for (const file of files) {
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) known.add(folder);
  }
  return known;
}

function escapePattern(text: string): string {
  return text.replace(/[.+?^$()[\]\\]/g, '\\$&');
}
