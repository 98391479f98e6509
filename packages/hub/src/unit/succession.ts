// Who stands for a unit on a day: itself, or the unit that it was merged into. Rows stay under the code they came with; readers follow this.
import type { Merger } from '@i-speed/spec';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { readMany } from '../store/read-many.ts';

/** The mergers of a day and of those before it. */
export interface Succession {
  /** Who stands for each merged unit. */
  readonly heirs: ReadonlyMap<string, string>;
  /** The units that one stands for besides itself, by code; empty for most. */
  forebearsOf(code: string): readonly Merger[];
  /** The unit's successor, as it was merged; absent for a unit that stands for itself. */
  successorOf(code: string): Merger | undefined;
  /** All codes that count as those named; none for a code for which another stands. */
  codesOf(codes: readonly string[]): string[];
}

/** As it is on a day, the day of a merger included. */
export async function successionOn(database: Pick<Database, 'select'>, day: string): Promise<Succession> {
  const merged = await readMany<Merged>(
    database,
    sql`SELECT one.code, one.name, one.merged_on, heir.code AS heir, heir.name AS heir_name
      FROM units one JOIN units heir ON heir.code = one.merged_into WHERE one.merged_on <= ${day}::date ORDER BY one.code`,
  );
  const next = new Map(merged.map((one) => [one.code, one]));
  const heirs = new Map(merged.map(({ code }) => [code, lastOf(next, code)]));
  const forebears = Map.groupBy(merged, ({ code }) => heirs.get(code) ?? code);
  const forebearsOf = (code: string) =>
    (forebears.get(code) ?? []).map(({ merged_on: on, ...one }) => toMerger(one, on));
  return {
    heirs,
    forebearsOf,
    successorOf(code) {
      const one = next.get(code);
      return one && toMerger({ code: one.heir, name: one.heir_name }, one.merged_on);
    },
    codesOf: (codes) =>
      codes.filter((code) => !heirs.has(code)).flatMap((code) => [code, ...forebearsOf(code).map((one) => one.code)]),
  };
}

interface Merged {
  readonly code: string;
  readonly name: string;
  readonly merged_on: string;
  readonly heir: string;
  readonly heir_name: string;
}

/** The end of the chain; it has one, for only a unit that stands for itself takes another in. */
function lastOf(next: ReadonlyMap<string, Merged>, code: string): string {
  const one = next.get(code);
  return one === undefined ? code : lastOf(next, one.heir);
}

function toMerger({ code, name }: { code: string; name: string }, on: string): Merger {
  return { code, name, on };
}
