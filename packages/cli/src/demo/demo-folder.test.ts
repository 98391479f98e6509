import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { clearDemoFolder, markDemoFolder, readDemoFolder } from './demo-folder.ts';

const WANTED = { seed: 1, total: 100, edition: 8 };
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-demo-'));
  return () => rm(folder, { recursive: true });
});
const state = () => readDemoFolder(folder, WANTED);

test('a folder is what its mark says', async () => {
  expect(await state()).toBe('empty');
  await writeFile(join(folder, 'demo.json.7.draft'), '{"sta');
  expect(await state()).toBe('empty');
  await markDemoFolder(folder, { ...WANTED, state: 'loading' });
  expect(await state()).toBe('half');
  await markDemoFolder(folder, { ...WANTED, state: 'loaded' });
  expect(await state()).toBe('whole');
  expect(await readDemoFolder(folder, { ...WANTED, seed: 2 })).toBe('other-country');
  await writeFile(join(folder, 'store'), 'x');
  await clearDemoFolder(folder);
  expect(await readdir(folder)).toEqual(['demo.json']);
});

test.each(['', '{"state":"load', '{}', '{"state":"loaded","seed":1}'])(
  'a mark that reads %j is told of',
  async (text) => {
    await writeFile(join(folder, 'demo.json'), text);
    expect(await state()).toBe('unreadable');
  },
);

test('a folder without a mark is somebody else’s', async () => {
  await writeFile(join(folder, 'store'), 'x');
  expect(await state()).toBe('foreign');
});
