// Makes a folder and those above it. Node's own `recursive` never ends where the system refuses without saying why, as in /proc.
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Folders that are made get this mode; rejects with the system's error where one cannot be made, EEXIST where a file stands. */
export async function makeFolder(folder: string, mode: number): Promise<void> {
  const path = resolve(folder);
  const error = await attempt(path, mode);
  if (error?.code === 'ENOENT' && dirname(path) !== path) {
    await makeFolder(dirname(path), mode);
    const again = await attempt(path, mode);
    if (again !== undefined && again.code !== 'EEXIST') throw again;
  } else if (error?.code === 'EEXIST' || error?.code === 'EISDIR') {
    if (!(await stat(path)).isDirectory()) throw error;
  } else if (error !== undefined) throw error;
}

/** The system's error, absent when the folder was made. */
async function attempt(path: string, mode: number): Promise<NodeJS.ErrnoException | undefined> {
  return mkdir(path, { mode }).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
}
