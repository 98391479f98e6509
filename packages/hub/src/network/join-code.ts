// One-time codes: who holds one may enter one point into the register.

import { createHash, randomInt } from 'node:crypto';
import { DAY_MS } from '@i-speed/spec';
import { ProblemError } from '../problem.ts';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { pointCodes } from '../store/schema.ts';

export interface JoinCode {
  /** Told once and kept nowhere. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** Without letters and digits that are read as each other (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 random bits. */
const LENGTH = 12;
const LIFETIME_MS = 7 * DAY_MS;

/** Makes a code for whoever `note` names. */
export async function makeJoinCode(database: Database, note: string, nowMs: number): Promise<JoinCode> {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const code = letters.replace(/(.{4})(?=.)/g, '$1-');
  const expiresAt = new Date(nowMs + LIFETIME_MS);
  await database.insert(pointCodes).values({ codeHash: hashOf(code), note, madeAt: new Date(nowMs), expiresAt });
  return { code, expiresAt };
}

/** Uses the code up for a point; throws ProblemError `no-permission` for one that is unknown, used or expired. */
export async function spendJoinCode(database: Database, code: string, pointId: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  const spent = await database
    .update(pointCodes)
    .set({ usedAt: now, usedBy: pointId })
    .where(
      sql`${pointCodes.codeHash} = ${hashOf(code)} AND ${pointCodes.usedAt} IS NULL AND ${pointCodes.expiresAt} > ${now.toISOString()}`,
    )
    .returning({ codeHash: pointCodes.codeHash });
  if (spent.length === 0)
    throw new ProblemError(
      'no-permission',
      'the code is unknown, used or expired; ask the hub’s operator for a new one',
    );
}

function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}
