import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { expect, test } from 'vitest';
import { rootPath } from './check.ts';
import { listFiles } from './tracked-files.ts';

const files = listFiles(rootPath);
const read = (path: string) => readFileSync(`${rootPath}/${path}`, 'utf8');

test('the map names every folder of source of every package', () => {
  const folders = files
    .filter((path) => /\.(ts|sql|svelte)$/.test(path))
    .flatMap((path) => /^packages\/(?:web\/src\/lib|[a-z]+\/src)\/[a-z0-9-]+\//.exec(path)?.[0] ?? []);
  const map = read('ARCHITECTURE.md');
  expect([...new Set(folders)].filter((folder) => !map.includes(`\`${folder}\``) && !folder.endsWith('/lib/'))).toEqual(
    [],
  );
});

test.each(['docs/decisions', 'docs/guide', 'docs/method', 'docs/operate', 'docs/protocol'])(
  'every document of %s stands in an index',
  (folder) => {
    const index = read('docs/README.md') + read('docs/decisions/README.md');
    const own = files.filter((path) => dirname(path) === folder && path.endsWith('.md') && !path.endsWith('README.md'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((path) => !index.includes(`${path.slice(path.lastIndexOf('/') + 1)})`))).toEqual([]);
  },
);
