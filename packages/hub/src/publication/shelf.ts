// Where publications stand: PostgreSQL, a row a version, never changed.
import {
  type OpenDataFile,
  type Publication,
  type PublicationTables,
  type PublicationVersion,
  publicationTables,
} from '@i-speed/spec';
import { present } from '../present.ts';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';

export interface Shelf {
  /** Months with a publication, newest first, each with its newest version. */
  list(): Promise<{ readonly version: PublicationVersion; readonly tables: PublicationTables }[]>;
  /** A version of a month, the newest when none is named; absent when there is none. */
  get(month: string, version?: number): Promise<Publication | undefined>;
  put(made: NewPublication): Promise<void>;
}

export interface NewPublication extends PublicationVersion {
  readonly month: string;
  /** JSON of the tables, of which the checksum is. */
  readonly text: string;
  readonly files: readonly OpenDataFile[];
}

interface PublicationRow {
  readonly version: number;
  readonly made_at: string | Date;
  readonly checksum: string;
  readonly note: string | null;
  readonly tables: string;
  readonly files: OpenDataFile[];
}

export function openShelf(database: Database): Shelf {
  const read = async (query: ReturnType<typeof sql>) => asRows(await database.execute(query));
  return {
    async list() {
      const rows = await read(
        sql`SELECT DISTINCT ON (month) version, made_at, checksum, note, tables, files FROM publications ORDER BY month DESC, version DESC`,
      );
      return rows.map((row) => ({ version: toVersion(row), tables: toTables(row) }));
    },
    async get(month, version) {
      const rows = await read(
        sql`SELECT version, made_at, checksum, note, tables, files FROM publications WHERE month = ${month} ORDER BY version DESC`,
      );
      const row = rows.find((one) => version === undefined || one.version === version);
      return row && { ...toVersion(row), versions: rows.map(toVersion), files: row.files, tables: toTables(row) };
    },
    async put({ month, version, madeAt, checksum, note, text, files }) {
      await database.execute(
        sql`INSERT INTO publications (month, version, made_at, checksum, note, tables, files)
          VALUES (${month}, ${version}, ${madeAt}, ${checksum}, ${note ?? null}, ${text}, ${JSON.stringify(files)}::jsonb)`,
      );
    },
  };
}

function toVersion({ version, made_at, checksum, note }: PublicationRow): PublicationVersion {
  return present({ version, madeAt: new Date(made_at).toISOString(), checksum, note: note ?? undefined });
}

function toTables({ tables }: PublicationRow): PublicationTables {
  return publicationTables.parse(JSON.parse(tables));
}

/** Guarantee: both engines answer `execute` with an object whose `rows` are the result's rows; all queries here name these columns. */
function asRows(result: unknown): PublicationRow[] {
  return (result as { rows: PublicationRow[] }).rows;
}
