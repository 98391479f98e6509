// Every path that a document cites exists.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';

export type Citation = { path: string; line: number };

/** One fault for each path that a Markdown file cites and that is not among `files`. */
export function findDeadCitations(root: string, files: readonly string[]): string[] {
  const known = knownPaths(files);
  const tops = new Set(files.map((path) => path.split('/', 1).join()));
  return files
    .filter((path) => path.endsWith('.md'))
    .flatMap((document) =>
      listCitations(readFileSync(`${root}/${document}`, 'utf8'), tops)
        .filter((citation) => !exists(citation.path, document, known))
        .map((citation) => `${document}:${citation.line}: ${citation.path} does not exist`),
    );
}

/**
 * Paths cited in a Markdown text: targets of relative links, and code spans that begin with an entry of the project's
 * root (`tops`). Fenced blocks are commands and output, not citations; `:12` line numbers are dropped.
 */
export function listCitations(text: string, tops: ReadonlySet<string>): Citation[] {
  const citations: Citation[] = [];
  let fenced = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) continue;
    for (const match of line.matchAll(/`([^`]+)`/g)) {
      const path = match[1]?.replace(/(:\d+)+$/, '') ?? '';
      if (isPath(path, tops)) citations.push({ path, line: index + 1 });
    }
    for (const match of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      const path = match[1]?.replace(/#.*$/, '') ?? '';
      if (path !== '' && !/^([a-z]+:|\/)/.test(path)) citations.push({ path: `./${path}`, line: index + 1 });
    }
  }
  return citations;
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
