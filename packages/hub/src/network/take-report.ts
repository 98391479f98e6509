// A point's report of how it is: verified with the point's key, kept where every hub sees it.
import { CLOCK_SKEW_S, REPORT_TYPE, reportClaims } from '@i-speed/spec';
import { errors, importJWK, jwtVerify } from 'jose';
import { faultsOf, ProblemError } from '../problem.ts';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { pointReports } from '../store/schema.ts';
import type { Registry } from './registry.ts';

/** A report may take this long to come. */
const ON_THE_WAY_S = 5;

/**
 * Keeps the report of a point. Throws ProblemError: `not-found` for a point that never joined or is retired, `no-permission` for a signature or
 * time that does not hold, `invalid` for what is no report. One older than the last kept changes nothing.
 */
export async function takeReport(
  { registry, database, clock }: { registry: Registry; database: Database; clock: () => number },
  pointId: string,
  report: string,
): Promise<void> {
  const point = await registry.byId(pointId);
  if (point === undefined || point.state === 'retired')
    throw new ProblemError('not-found', `no point ${pointId} is in the register; join it with a code first`);
  const key = await importJWK(point.publicKey, 'EdDSA');
  const currentDate = new Date(clock());
  const { payload } = await jwtVerify(report, key, {
    typ: REPORT_TYPE,
    issuer: pointId,
    algorithms: ['EdDSA', 'Ed25519'],
    clockTolerance: CLOCK_SKEW_S,
    maxTokenAge: ON_THE_WAY_S,
    currentDate,
  }).catch((cause: unknown) => {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    const why = keyFault(cause) ?? clockFault(cause, currentDate) ?? cause.message;
    throw new ProblemError('no-permission', `the report is not signed by point ${pointId} now: ${why}`);
  });
  const claims = reportClaims.safeParse(payload);
  if (!claims.success) throw new ProblemError('invalid', 'this is no report', { faults: faultsOf(claims.error) });
  const { iat, state, sessions, capacity, version, families, eventLoopLagMs } = claims.data;
  const told = {
    reportedAt: new Date(iat * 1000),
    isDraining: state === 'draining',
    sessions,
    capacity,
    version,
    families,
    loopLagMs: eventLoopLagMs,
  };
  await database
    .insert(pointReports)
    .values({ pointId, probeDueAt: new Date(0), ...told })
    .onConflictDoUpdate({
      target: pointReports.pointId,
      set: told,
      setWhere: sql`${pointReports.reportedAt} IS NULL OR ${pointReports.reportedAt} <= ${told.reportedAt.toISOString()}`,
    });
}

/** The point has lost its key, or another one reports under its id; absent when the report is refused for something else. */
function keyFault(cause: errors.JOSEError): string | undefined {
  if (!(cause instanceof errors.JWSSignatureVerificationFailed)) return undefined;
  return 'it has another key than the one it joined with; bring its key.json back, or give it another id and join with a new code';
}

/** What is wrong with the point's clock or the hub's; absent when the report is refused for something else. */
function clockFault(cause: errors.JOSEError, now: Date): string | undefined {
  if (!(cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed)) return undefined;
  const { iat } = cause.payload;
  if (cause.claim !== 'iat' || iat === undefined) return undefined;
  const apartS = Math.round(iat - now.getTime() / 1000);
  const way = apartS > 0 ? 'ahead of' : 'behind';
  return `its clock is ${Math.abs(apartS)} s ${way} the hub's; keep both by NTP`;
}
