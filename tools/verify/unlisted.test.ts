import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findUnlisted } from './unlisted.ts';

test('a folder that is not on the map and a document that no index links to are named', () => {
  const root = mkdtempSync(join(tmpdir(), 'i-speed-unlisted-'));
  try {
    mkdirSync(join(root, 'docs/decisions'), { recursive: true });
    writeFileSync(join(root, 'ARCHITECTURE.md'), '| `packages/spec/src/wire/` | messages |\n');
    writeFileSync(join(root, 'docs/README.md'), '[a point](operate/point.md)\n');
    writeFileSync(join(root, 'docs/decisions/README.md'), '[One](0001-one.md)\n');
    const files = [
      ...['packages/spec/src/wire/ticket.ts', 'packages/spec/src/api/units.ts', 'packages/spec/src/units.ts'],
      ...['docs/operate/point.md', 'docs/README.md', 'docs/decisions/README.md'],
      ...['docs/decisions/0001-one.md', 'docs/decisions/0002-two.md', 'docs/operate/scale.md'],
    ];
    expect(findUnlisted(root, files)).toEqual([
      'packages/spec/src/api/ is not on ARCHITECTURE.md',
      'docs/decisions/0002-two.md has no line in docs/decisions/README.md',
      'docs/operate/scale.md has no line in docs/README.md',
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
