import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDeadCitations, listCitations, listCommentCitations } from './cited-paths.ts';

const tops = new Set(['packages', 'docs', 'README.md']);
const paths = (text: string) => listCitations(text, tops).map(({ cited }) => cited);

test('code spans that begin at the root and relative links are citations', () => {
  expect(paths('see `packages/spec/src/index.ts:12` and [this](docs/a.md#part), `README.md`')).toEqual([
    'packages/spec/src/index.ts',
    'README.md',
    './docs/a.md',
  ]);
});

test('commands, addresses, words and fenced blocks are not citations', () => {
  expect(
    paths('`npm ci`, `/api/v1/points`, `packages`, [web](https://a.b/c), `text/html`\n```\n`docs/no.md`\n```'),
  ).toEqual([]);
});

test('a result named by its date alone is sought in bench/results', () => {
  expect(paths('11 % (`moving-2026-11-22.md`, `pulse-12`)')).toEqual(['bench/results/moving-2026-11-22.md']);
});

test('a comment cites paths from the root; code and words with a slash do not', () => {
  const source = "// See docs/a.md, and/or packages/b/c.ts.\nconst at = 'docs/no.md';\n/** Rule: docs/b.md#c. */\n";
  expect(listCommentCitations(source, tops)).toEqual([
    { cited: 'docs/a.md', line: 1 },
    { cited: 'packages/b/c.ts', line: 1 },
    { cited: 'docs/b.md', line: 3 },
  ]);
});

test('a citation holds when its file, folder or pattern exists, and is named with its line when not', () => {
  const root = mkdtempSync(join(tmpdir(), 'i-speed-cited-'));
  try {
    writeFileSync(join(root, 'README.md'), '`docs/a.txt` `docs/` `docs/*.txt`\n`docs/b.md` [b](./docs/a.txt)\n');
    expect(findDeadCitations(root, ['README.md', 'docs/a.txt'])).toEqual(['README.md:2: docs/b.md does not exist']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
