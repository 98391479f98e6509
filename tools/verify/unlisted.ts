// Every folder of source stands on the map, and every document in an index.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';

const MAP = 'ARCHITECTURE.md';
const INDEXES = ['docs/README.md', 'docs/decisions/README.md'];
const SOURCE_FOLDER = /^packages\/(?:web\/src\/lib|[a-z]+\/src)\/[a-z0-9-]+\/(?=.*\.(?:ts|sql|svelte)$)/;
const DOCUMENT = /^docs\/(?:decisions|guide|method|operate|protocol)\/[^/]+\.md$/;

/** One fault for each folder that ARCHITECTURE.md does not name and each document that no index links to. */
export function findUnlisted(root: string, files: readonly string[]): string[] {
  const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
  const map = read(MAP);
  const folders = new Set(files.flatMap((path) => SOURCE_FOLDER.exec(path)?.[0] ?? []));
  const linked = new Set(
    INDEXES.flatMap((index) =>
      [...read(index).matchAll(/\]\(([^)#\s]+)/g)].map(([, link = '']) => `${dirname(index)}/${link}`),
    ),
  );
  return [
    ...[...folders].filter((folder) => !map.includes(`\`${folder}\``)).map((folder) => `${folder} is not on ${MAP}`),
    ...files
      .filter((path) => DOCUMENT.test(path) && !INDEXES.includes(path) && !linked.has(path))
      .map(
        (path) => `${path} has no line in ${INDEXES.find((index) => dirname(index) === dirname(path)) ?? INDEXES[0]}`,
      ),
  ];
}
