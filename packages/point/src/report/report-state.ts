// Every ten seconds the point tells its hub how it is, signed with its key; at the start of a drain at once.
import { REPORT_INTERVAL_MS, REPORT_TYPE, type ReportClaims } from '@i-speed/spec';
import { SignJWT } from 'jose';
import { POINT_VERSION } from '../http/routes.ts';
import type { PointContext } from '../point-context.ts';

const ANSWER_MS = 5_000;

export type Reporting = { reportNow(): Promise<void>; close(): void };

/** What a report tells of. */
export type Reported = Pick<PointContext, 'config' | 'key' | 'log' | 'families'> & {
  gate: Pick<PointContext['gate'], 'draining' | 'running'>;
  lag: Pick<PointContext['lag'], 'worstSinceMs'>;
};

/** Reports to the hub at this origin until closed. A hub that does not answer, or does not know the point, is told again next time. */
export function startReporting(context: Reported, hub: string, nowMs: () => number): Reporting {
  const { config, gate, key, lag, log, families } = context;
  let lastMs = performance.now();
  let wasTaken: boolean | undefined;
  const send = async () => {
    const claims: ReportClaims = {
      iss: config.id,
      aud: 'i-speed-hub',
      iat: Math.floor(nowMs() / 1000),
      state: gate.draining ? 'draining' : 'active',
      sessions: gate.running,
      capacity: config.maxSessions,
      version: POINT_VERSION,
      families: [...families],
      eventLoopLagMs: lag.worstSinceMs(lastMs),
    };
    lastMs = performance.now();
    const report = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: REPORT_TYPE, kid: config.id })
      .sign(key.privateKey);
    const answer = await fetch(new URL(`/api/v1/points/${config.id}/reports`, hub), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ report }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said = await answer.text();
    // Said once when it changes, not every ten seconds.
    if (answer.ok !== wasTaken && answer.status !== 404)
      log[answer.ok ? 'info' : 'warn']({ said }, 'the hub and this point');
    wasTaken = answer.ok;
  };
  const reportNow = () => send().catch((error: unknown) => log.debug({ error }, 'the hub was not reached'));
  const timer = setInterval(() => void reportNow(), REPORT_INTERVAL_MS).unref();
  void reportNow();
  return { reportNow, close: () => clearInterval(timer) };
}
