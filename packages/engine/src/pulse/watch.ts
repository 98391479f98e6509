// Looks at a running pulse: how far its ramp has come, whether it needs more connections, how long its echoes take.

import { type Aim, aimOf, lastingMs } from '../plan/aim.ts';
import { knownUntilMs } from '../plan/feed.ts';
import type { PulsePlan } from '../plan/pulses.ts';
import { type Decline, readDecline } from '../ramp/decline.ts';
import { type Full, type RampInput, readRamp } from '../ramp/full.ts';
import { connectionsToAdd } from '../ramp/more.ts';
import { areRepairs, queuedFromMs } from '../ramp/queue.ts';
import { wereHeldBack } from '../sample/carried.ts';
import { lastMs, type Series } from '../sample/series.ts';
import { createPauseLog, isBesidePause, type Pause } from './pauses.ts';
import { FIRST_BYTE_MS, type PulseTools, QUIET_MS, STALL_MS } from './pulse.ts';

export type PulseWatch = {
  /** Looks again; answers how many connections to add now. */
  look(nowMs: number, connections: number): number;
  /** Absent until the pipe shows to be full; then it stays. */
  full(): Full | undefined;
  /** The arrivals by which it judges: what had crossed the link where TCP holds them back; and until when they are known. */
  seen(nowMs: number): { series: Series; knownMs: number };
  /** When this thread stood still between two looks. */
  readonly pauses: readonly Pause[];
  /** By what the ramp was read last. */
  ramp(): RampInput;
  /** What the pulse is to fill, by the latest look; absent until the pipe shows to be full. */
  aim(): Aim | undefined;
  /** True once echoes showed a standing queue. */
  queued(): boolean;
  /** The latest round trip under load, never below the smallest known, ms. */
  loadedMs(): number;
  /** True when nothing has arrived for too long. */
  isStalled(nowMs: number): boolean;
  /** True when the pulse's time is up and it is not about to stall. */
  isTimeOver(nowMs: number): boolean;
};

/** Watches the pulse that began at `startMs` and whose arrivals stand in `series`; `crossed` gives what had crossed the link, where that is known. */
export function watchPulse(
  tools: PulseTools,
  series: Series,
  startMs: number,
  plan: PulsePlan,
  crossed: () => Series | undefined = () => undefined,
): PulseWatch {
  const delayMs = plan.direction === 'download' ? tools.minRttMs : tools.minRttMs / 2;
  let queuedMs: number | undefined;
  let full: Full | undefined;
  let decline: Decline | undefined;
  let sinceMs: number | undefined;
  let loadedMs = tools.minRttMs;
  const pauses = createPauseLog(startMs);
  const rampInput = () => ({ rttMs: tools.minRttMs, queuedFromMs: queuedMs, knownMbps: plan.nearMbps, sinceMs });
  const seen = (nowMs: number) => {
    const carried = crossed();
    const isHeld = carried !== undefined && wereHeldBack(series, carried, tools.minRttMs);
    const best = isHeld ? carried : series;
    const isTold = isHeld || plan.direction === 'upload';
    return { series: best, knownMs: isTold ? knownUntilMs(best, nowMs, tools.minRttMs) : nowMs };
  };
  let now = seen(startMs);
  const silentMs = (nowMs: number) => nowMs - (lastMs(series) ?? startMs);
  return {
    look(nowMs, connections) {
      const echoes = tools.echoes.sentBetween(startMs, nowMs);
      loadedMs = Math.max(tools.minRttMs, echoes.at(-1)?.rttMs ?? 0);
      now = seen(nowMs);
      pauses.note(nowMs);
      const fell = readDecline(now.series, tools.minRttMs, now.knownMs);
      decline = fell && isBesidePause(fell.fellAtMs, pauses.all, tools.minRttMs) ? undefined : fell;
      if (full !== undefined && now.series === series) return 0;
      const knownMs = full === undefined ? undefined : queuedMs;
      // Once what had crossed the link is known beside what arrived, a repair needs no echo to show it.
      const isRepair = now.series !== series || areRepairs(tools.idleMs, plan.direction);
      queuedMs = queuedFromMs(tools.idleMs, tools.queueRiseMs, delayMs, echoes, isRepair, knownMs);
      const ramp = readRamp(now.series, rampInput());
      full = ramp.full;
      const { grewAtMs } = ramp;
      const flatEchoes = grewAtMs === undefined ? 0 : echoes.filter((echo) => echo.sentMs >= grewAtMs).length;
      const { mostConnections } = tools;
      const more = connectionsToAdd({
        ramp,
        addedAtMs: sinceMs,
        queueShown: queuedMs !== undefined,
        flatEchoes,
        connections,
        mostConnections,
      });
      if (more > 0) sinceMs = nowMs;
      return more;
    },
    full: () => full,
    seen,
    pauses: pauses.all,
    ramp: rampInput,
    aim: () => aimOf(plan, { ...now, full, decline, rttMs: tools.minRttMs }),
    queued: () => queuedMs !== undefined,
    loadedMs: () => loadedMs,
    isStalled: (nowMs) => silentMs(nowMs) > (series.tMs.length > 0 ? STALL_MS : FIRST_BYTE_MS),
    isTimeOver(nowMs) {
      const lastsMs =
        decline === undefined ? plan.timeoutMs : Math.min(plan.mostMs, plan.timeoutMs + lastingMs(tools.minRttMs));
      return nowMs - startMs > lastsMs && silentMs(nowMs) < QUIET_MS;
    },
  };
}
