// Tables from folders: what an operator imported into the data folder comes before what the country folder ships.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableSource } from './table-source.ts';

/** A source over folders, the first that has a file wins. */
export function folderSource(...folders: readonly string[]): TableSource {
  return {
    read: (path) => {
      for (const folder of folders) {
        const text = readIfThere(join(folder, path));
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
