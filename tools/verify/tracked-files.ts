// Which files belong to the project: those git has or would take.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Paths relative to `root`, sorted: tracked files and new ones that are not ignored, less those deleted from disk. */
export function listFiles(root: string): string[] {
  const listing = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listing.split('\0'))].filter((path) => path !== '' && existsSync(`${root}/${path}`)).sort();
}
