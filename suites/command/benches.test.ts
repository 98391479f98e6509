// Every bench says what it can be asked for, and what it cannot.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../bench/', import.meta.url);
const benches = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/main.ts`, folder)));

/** Exit code, output and complaint of one bench. */
function run(bench: string, word: string): Promise<{ code: number; out: string; err: string }> {
  const path = new URL(`${bench}/main.ts`, folder).pathname;
  return new Promise((resolve) => {
    execFile(process.execPath, [path, word], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test.each(benches)('bench:%s prints its options when asked for help', async (bench) => {
  const { code, out, err } = await run(bench, '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.startsWith(`npm run bench:${bench} -- [options]`)).toBe(true);
});

test.each(benches)('bench:%s names an option that it does not know, in one line', async (bench) => {
  const { code, out, err } = await run(bench, '--nonsense');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe(`bench:${bench}: Unknown option '--nonsense'. What there is: npm run bench:${bench} -- --help\n`);
});
