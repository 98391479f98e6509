// The reports that one may read: the newest of the own province or network, and older ones a page at a time.
import type { Grant, HeardProblem, HeardSpot } from '@i-speed/spec';
import { demandAnywhere, type Reached, reachOf } from '../people/policy.ts';
import { present } from '../present.ts';
import { and, desc, inArray, lt, or } from '../store/drizzle.ts';
import { problemReports, whiteSpots } from '../store/voice-schema.ts';
import type { VoiceDesk } from './white-spots.ts';

/** Of each kind, on a page. */
const MOST_LISTED = 1_000;

/**
 * The newest reports that the grants let one read, a thousand of each kind at most; with `before`, the newest of those that came before that
 * moment. Throws ProblemError `forbidden` for a role that reads none.
 */
export async function listVoices(
  { database }: Pick<VoiceDesk, 'database'>,
  grants: readonly Grant[],
  before?: Date,
): Promise<{ problems: HeardProblem[]; whiteSpots: HeardSpot[] }> {
  demandAnywhere(grants, 'voice.read');
  const reached = reachOf(grants, 'voice.read');
  const asked = (table: typeof problemReports | typeof whiteSpots) =>
    and(placedIn(table, reached), before && lt(table.receivedAt, before));
  const [problems, spots] = await Promise.all([
    database
      .select()
      .from(problemReports)
      .where(asked(problemReports))
      .orderBy(desc(problemReports.receivedAt))
      .limit(MOST_LISTED),
    database.select().from(whiteSpots).where(asked(whiteSpots)).orderBy(desc(whiteSpots.receivedAt)).limit(MOST_LISTED),
  ]);
  return { problems: problems.map(toProblem), whiteSpots: spots.map(toSpot) };
}

function placedIn(table: typeof problemReports | typeof whiteSpots, reached: Reached | undefined) {
  if (reached === undefined) return undefined;
  return or(inArray(table.provinceCode, [...reached.provinceCodes]), inArray(table.operatorId, [...reached.operators]));
}

/** A report as those read it who handle it. */
export function toProblem(row: typeof problemReports.$inferSelect): HeardProblem {
  return present({
    number: row.number,
    receivedAt: row.receivedAt.toISOString(),
    text: row.text,
    contact: row.contact ?? undefined,
    measurementId: row.measurementId ?? undefined,
    provinceCode: row.provinceCode ?? undefined,
    operatorId: row.operatorId ?? undefined,
    state: row.state,
    stateAt: row.stateAt.toISOString(),
    answer: row.answer ?? undefined,
  });
}

/** A place without signal as those read it who handle it. */
export function toSpot(row: typeof whiteSpots.$inferSelect): HeardSpot {
  return present({
    id: row.id,
    receivedAt: row.receivedAt.toISOString(),
    observedAt: row.observedAt.toISOString(),
    provinceCode: row.provinceCode,
    communeCode: row.communeCode ?? undefined,
    latitude: row.latitude ?? undefined,
    longitude: row.longitude ?? undefined,
    operatorId: row.operatorId,
    note: row.note ?? undefined,
    state: row.state,
    stateAt: row.stateAt.toISOString(),
  });
}
