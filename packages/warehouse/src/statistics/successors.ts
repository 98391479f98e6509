// Areas through time: which area of an edition follows one of an earlier edition, as the reference tells it.
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { select } from '../read/select.ts';
import { NOT_ATTRIBUTABLE } from './question.ts';

/** One area of an earlier edition. */
export interface SuccessorRow {
  readonly fromEdition: string;
  readonly level: 'province' | 'commune';
  readonly code: string;
  readonly toEdition: string;
  /** Codes of all successors; one that went in parts to several is not attributable to any of them. */
  readonly successors: readonly string[];
}

/**
 * Keeps the rows; of one area kept twice the later stands. A question with areas 'successors' reads them, so that where one is new or another
 * than before the answers kept of such questions go. Rejects with WarehouseError `unavailable`.
 */
export async function keepSuccessors(connections: Connections, rows: readonly SuccessorRow[]): Promise<void> {
  if (rows.length === 0) return;
  const known = new Set((await select<KeptRow>(connections, { sql: KNOWN })).map(textOf));
  const values = rows
    .map(({ fromEdition, level, code, toEdition, successors }): KeptRow => {
      const [only = NOT_ATTRIBUTABLE, ...others] = new Set(successors);
      const successor = others.length === 0 ? only : NOT_ATTRIBUTABLE;
      return { from_edition: fromEdition, level, code, to_edition: toEdition, successor };
    })
    .filter((row) => !known.has(textOf(row)));
  if (values.length === 0) return;
  try {
    await connections.writer.insert({ table: 'area_successors', values, format: 'JSONEachRow' });
    await connections.define(
      `ALTER TABLE kept_answers DELETE WHERE position(question, '"successors"') > 0 SETTINGS mutations_sync = 2`,
    );
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the areas could not be written; try again later', cause);
  }
}

interface KeptRow {
  readonly from_edition: string;
  readonly level: string;
  readonly code: string;
  readonly to_edition: string;
  readonly successor: string;
}

const KNOWN = `SELECT toString(from_edition) AS from_edition, level, code, toString(to_edition) AS to_edition, successor FROM area_successors FINAL`;

function textOf({ from_edition, level, code, to_edition, successor }: KeptRow): string {
  return JSON.stringify([from_edition, level, code, to_edition, successor]);
}
