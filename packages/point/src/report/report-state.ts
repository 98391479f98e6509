// Every ten seconds the point tells its hub how it is, signed with its key; at the start of a drain at once.
import { REPORT_INTERVAL_MS, REPORT_TYPE, type ReportClaims } from '@i-speed/spec';
import { SignJWT } from 'jose';
import { POINT_VERSION } from '../http/routes.ts';
import type { PointContext } from '../point-context.ts';

const ANSWER_MS = 5_000;
/** A hub that starts beside its point may build its pages first: until then it is not missed. */
const STARTING_MS = 120_000;

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
  let toldBefore = '';
  const startedMs = nowMs();
  let wasReached = false;
  /** What the hub says is written when it changes, not every ten seconds. */
  const tell = (how: 'info' | 'warn', said: string, words: string) => {
    if (said !== toldBefore) log[how]({ said }, words);
    toldBefore = said;
  };
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
    wasReached = true;
    // Until it has joined, a hub does not know it.
    if (answer.ok) tell('info', said, 'the hub and this point');
    else if (answer.status !== 404) tell('warn', detailOf(said), 'the hub refuses the reports of this point');
  };
  const reportNow = () =>
    send().catch((error: unknown) => {
      log.debug({ error }, 'a report was not sent');
      const isStarting = !wasReached && nowMs() - startedMs < STARTING_MS;
      if (!isStarting) tell('warn', hub, 'the hub is not reached; measurements of other clients wait here for it');
    });
  const timer = setInterval(() => void reportNow(), REPORT_INTERVAL_MS).unref();
  void reportNow();
  return { reportNow, close: () => clearInterval(timer) };
}

/** The sentence of a problem; the whole answer where it is none. */
function detailOf(said: string): string {
  try {
    return String(JSON.parse(said).detail ?? said);
  } catch {
    return said;
  }
}
