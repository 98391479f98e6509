// A code of the second step lets in once (RFC 6238, 5.2): who reads it over a shoulder comes too late.
import { and, eq, lt } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { usedCodes } from '../store/people-schema.ts';

/** Longer than any code holds: its own half minute and the ones beside it. */
const MEMORY_MS = 120_000;

/** Whether the code was never used by the person while it held; from now on it was. */
export async function useCode(database: Database, userId: string, code: string, at: Date): Promise<boolean> {
  const isOld = and(eq(usedCodes.userId, userId), lt(usedCodes.at, new Date(at.getTime() - MEMORY_MS)));
  await database.delete(usedCodes).where(isOld);
  const [row] = await database.insert(usedCodes).values({ userId, code, at }).onConflictDoNothing().returning();
  return row !== undefined;
}
