// Areas through time: which area of an edition follows one of an earlier edition, as the reference tells it.
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
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

/** Keeps the rows; of one area kept twice the later stands. A question with areas 'successors' reads them. Throws WarehouseError `unavailable`. */
export async function keepSuccessors({ writer }: Connections, rows: readonly SuccessorRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ fromEdition, level, code, toEdition, successors }) => {
    const [only = NOT_ATTRIBUTABLE, ...others] = new Set(successors);
    const successor = others.length === 0 ? only : NOT_ATTRIBUTABLE;
    return { from_edition: fromEdition, level, code, to_edition: toEdition, successor };
  });
  try {
    await writer.insert({ table: 'area_successors', values, format: 'JSONEachRow' });
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the areas could not be written; try again later', cause);
  }
}
