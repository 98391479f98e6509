// What was done by whom: written beside every change, in the same transaction; read by those who may.
import type { AuditEntry, Grant } from '@i-speed/spec';
import { present } from '../present.ts';
import { desc, inArray } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { audit } from '../store/people-schema.ts';
import { campaigns, units } from '../store/portal-schema.ts';
import { demandAnywhere, reachOf, type Scope } from './policy.ts';

/** Writes one entry. */
export async function writeAudit(
  database: Pick<Database, 'insert'>,
  entry: { at: Date; person: string; verb: string; subject: string; scope?: Scope; detail?: Record<string, unknown> },
): Promise<void> {
  const { at, person, verb, subject, scope = {}, detail = {} } = entry;
  const { provinceCode = null, unitCode = null } = scope;
  await database.insert(audit).values({ at, person, verb, subject, provinceCode, unitCode, detail });
}

/** The latest entries that the grants let one read, newest first. Throws ProblemError `forbidden` for a role that reads none. */
export async function readAudit(database: Database, grants: readonly Grant[], most: number): Promise<AuditEntry[]> {
  demandAnywhere(grants, 'audit.read');
  const reached = reachOf(grants, 'audit.read');
  const isOwn = reached && inArray(audit.provinceCode, [...reached.provinceCodes]);
  const rows = await database.select().from(audit).where(isOwn).orderBy(desc(audit.id)).limit(most);
  const names = await namesIn(
    database,
    rows.map(({ subject }) => subject),
  );
  return rows.map(({ at, person, verb, subject, provinceCode, unitCode }) =>
    present({
      at: at.toISOString(),
      person,
      verb,
      subject,
      about: partsOf(subject)
        .map((part) => names.get(part) ?? part)
        .join(' · '),
      provinceCode: provinceCode ?? undefined,
      unitCode: unitCode ?? undefined,
    }),
  );
}

function partsOf(subject: string): string[] {
  return subject.split('/');
}

/** Names of the campaigns and units that the subjects are about, by code. */
async function namesIn(database: Database, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const parts = [...new Set(subjects.flatMap(partsOf))];
  const named = await Promise.all([
    database.select({ code: units.code, name: units.name }).from(units).where(inArray(units.code, parts)),
    database.select({ code: campaigns.id, name: campaigns.name }).from(campaigns).where(inArray(campaigns.id, parts)),
  ]);
  return new Map(named.flat().map(({ code, name }) => [code, name]));
}
