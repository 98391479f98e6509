// One process a folder: a lock that the kernel itself gives back when the process ends, however it ends.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WarehouseError } from './errors.ts';

export interface FolderLock {
  /** Gives the folder free; a second call does nothing. */
  release(): void;
}

/**
 * Takes `folder` for this process, creating it where it is missing. Throws WarehouseError `folder-locked` when another holder
 * lives (in this process or another) and `folder-unusable` when the folder cannot be made or written. A lock left by a killed
 * process does not exist: SQLite's exclusive lock is the kernel's, so no process id has to be believed.
 */
export function lockFolder(folder: string): FolderLock {
  const database = openLockFile(folder);
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new WarehouseError(
      'folder-locked',
      `${folder} is in use by another i-Speed process${holder(folder)}; stop that one, or set I_SPEED_DATA to another folder`,
      cause,
    );
  }
  writeFileSync(join(folder, 'lock.pid'), `${process.pid}\n`);
  let held = true;
  return {
    release() {
      if (held) database.close();
      held = false;
    },
  };
}

function openLockFile(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    return new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WarehouseError(
      'folder-unusable',
      `${folder} cannot be written (${why}); make it writable, or set I_SPEED_DATA to another folder`,
      cause,
    );
  }
}

function holder(folder: string): string {
  try {
    return ` (process ${readFileSync(join(folder, 'lock.pid'), 'utf8').trim()})`;
  } catch {
    return '';
  }
}
