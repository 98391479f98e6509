// What automatic mode keeps in the state folder: when it is due and what it used (auto.json), and what it did (auto.jsonl).
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AutoState } from '@i-speed/engine';
import { area } from '@i-speed/spec';
import * as z from 'zod';
import { writeWhole } from '../submit/state-folder.ts';

const keptSchema = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  usedBytes: z.number().min(0),
  dueAtMs: z.number(),
  /** Of the commune that was named, as the hub told it: it holds while the hub is away. */
  area: area.optional(),
});

export type Kept = AutoState & { area?: z.infer<typeof area> | undefined };

/** One line of the journal. */
export type JournalEntry = {
  event: 'started' | 'measured' | 'waited' | 'sent' | 'stopped';
  [name: string]: string | number | boolean | undefined;
};

/** The journal starts a second file at this size and keeps one old one. */
const JOURNAL_BYTES = 1_000_000;

export type AutoFile = {
  /** Absent where nothing readable is kept. */
  read(): Promise<Kept | undefined>;
  write(kept: Kept): Promise<void>;
  journal(entry: JournalEntry): Promise<void>;
};

export function openAutoFile(folder: string): AutoFile {
  const path = join(folder, 'auto.json');
  const journalPath = join(folder, 'auto.jsonl');
  return {
    async read() {
      try {
        return keptSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write: (kept) => writeWhole(path, `${JSON.stringify(kept)}\n`),
    async journal(entry) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { size } = await stat(journalPath).catch(() => ({ size: 0 }));
      if (size > JOURNAL_BYTES) await rename(journalPath, `${journalPath}.1`);
      await appendFile(journalPath, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`, { mode: 0o600 });
    },
  };
}
