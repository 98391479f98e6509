// GET /health: can this hub keep a measurement now?

import type { Warehouse } from '@i-speed/warehouse';
import { sql } from '../store/drizzle.ts';
import type { Store } from '../store/open-store.ts';

export interface Health {
  readonly status: 'ok' | 'failing' | 'draining';
  /** True for each part that answers. */
  readonly parts: { readonly warehouse: boolean; readonly store: boolean };
}

/** Asks both storages, each within 3 s. */
export async function checkHealth(warehouse: Warehouse, store: Store, isDraining: boolean): Promise<Health> {
  const [warehouseAnswers, storeAnswers] = await Promise.all([
    answers(() => warehouse.ping()),
    answers(() => store.database.execute(sql`SELECT 1`)),
  ]);
  const parts = { warehouse: warehouseAnswers, store: storeAnswers };
  if (isDraining) return { status: 'draining', parts };
  return { status: warehouseAnswers && storeAnswers ? 'ok' : 'failing', parts };
}

const PATIENCE_MS = 3_000;

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, PATIENCE_MS, false);
  ask().then(
    () => resolve(true),
    () => resolve(false),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
