// Puts together the record that the hub takes: what was measured, and nothing for what was not.
import type { IdleLatency, Loss, Submission } from '@i-speed/spec';
import { responsivenessRpm, worseRpm } from '../latency/responsiveness.ts';
import { type LoadedPulse, summariseLoaded } from '../latency/summary.ts';
import { underLoadMs } from '../latency/under-load.ts';
import type { LoopWatch } from '../limit/loop.ts';
import { METHOD_VERSION } from '../method.ts';
import type { Context } from '../phase/context.ts';
import type { Ipv4, Ipv6 } from '../phase/families.ts';
import type { ChosenPoint } from '../phase/point.ts';
import type { Outcomes } from '../phase/pulses.ts';
import { viewReceipt } from '../phase/receipt.ts';
import type { EchoLog } from '../pulse/echoes.ts';
import { toMicroseconds } from '../round.ts';
import { directionResult } from './direction.ts';
import { otherTrafficBytes } from './other-traffic.ts';

/** What the phases left; each part is absent when its phase gave nothing. */
export type Findings = {
  startedAt: Date;
  loop: LoopWatch;
  point?: ChosenPoint | undefined;
  idle?: IdleLatency | undefined;
  outcomes?: Outcomes | undefined;
  echoes?: EchoLog | undefined;
  ipv4?: Ipv4 | undefined;
  ipv6?: Ipv6 | undefined;
  loss?: Loss | undefined;
  receipt?: string | undefined;
  hiddenMs?: number | undefined;
  /** What the network cards had moved when the measurement began. */
  cardBytes?: number | undefined;
};

/** The finished record. */
export function assemble(context: Context, findings: Findings): Submission {
  const { options, platform } = context;
  const { point, outcomes, ipv4, ipv6, loss, receipt, hiddenMs } = findings;
  const shared = { sinceStartMs: context.sinceStartMs, loop: findings.loop, receipt: viewReceipt(receipt) };
  const download = outcomes && directionResult({ ...shared, direction: 'download', outcome: outcomes.download });
  const upload = outcomes && directionResult({ ...shared, direction: 'upload', outcome: outcomes.upload });
  const connections = Math.max(0, ...pulsesOf(outcomes).map((pulse) => pulse.connections));
  const latency = latencyOf(findings);
  const saveData = platform.saveData();
  const payloadBytes = (outcomes?.download.usedBytes ?? 0) + (outcomes?.upload.usedBytes ?? 0);
  const otherBytes = otherTrafficBytes(findings.cardBytes, platform.cardBytes(), payloadBytes);
  return {
    id: context.id,
    startedAt: findings.startedAt.toISOString(),
    durationMs: toMicroseconds(context.atMs()),
    trigger: options.trigger,
    profile: options.profile,
    methodVersion: METHOD_VERSION,
    client: options.client,
    ...(options.access && { access: options.access }),
    ...(options.position && { position: options.position }),
    ...(options.area && { area: options.area }),
    ...(options.unitCode && { unitCode: options.unitCode }),
    ...(point && { pointId: point.candidate.pointId, family: point.welcome.family }),
    ...(connections > 0 && { connections }),
    ...(download && { download }),
    ...(upload && { upload }),
    ...(latency && { latency }),
    ...(loss && { loss }),
    ...(ipv4 && { ipv4: withRounded(ipv4) }),
    ...(ipv6 && { ipv6: withRounded(ipv6) }),
    environment: {
      eventLoopLagMs: toMicroseconds(findings.loop.worstMs()),
      ...(hiddenMs !== undefined && { hiddenMs: toMicroseconds(hiddenMs) }),
      ...(saveData !== undefined && { saveData }),
      ...(otherBytes !== undefined && { otherTrafficBytes: otherBytes }),
    },
    failures: [...context.failures],
    ...(receipt && { receipt }),
  };
}

function withRounded<T extends { idleMs?: number | undefined }>(family: T): T {
  return family.idleMs === undefined ? family : { ...family, idleMs: toMicroseconds(family.idleMs) };
}

function pulsesOf(outcomes: Outcomes | undefined) {
  return outcomes === undefined ? [] : [...outcomes.download.records, ...outcomes.upload.records];
}

function latencyOf({ idle, outcomes, echoes }: Findings): Submission['latency'] {
  const down = outcomes && echoes ? loadedPulses(outcomes.download.counted, echoes) : [];
  const up = outcomes && echoes ? loadedPulses(outcomes.upload.counted, echoes) : [];
  const loadedDown = summariseLoaded(down);
  const loadedUp = summariseLoaded(up);
  if (idle === undefined && loadedDown === undefined && loadedUp === undefined) return undefined;
  const rpm = worseRpm(...[down, up].map((pulses) => responsivenessRpm(pulses.flatMap(({ rttMs }) => rttMs))));
  return {
    ...(idle && { idle }),
    ...(loadedDown && { loadedDown }),
    ...(loadedUp && { loadedUp }),
    ...(rpm !== undefined && { responsivenessRpm: rpm }),
  };
}

/** Round trips under load, pulse by pulse. */
function loadedPulses(counted: Outcomes['download']['counted'], echoes: EchoLog): LoadedPulse[] {
  return counted
    .filter((pulse) => pulse.filled)
    .map((pulse) => ({
      rttMs: underLoadMs(pulse, echoes.sentBetween(pulse.record.startMs, Number.POSITIVE_INFINITY)),
      windowMs: pulse.window.toMs - pulse.window.fromMs,
    }));
}
