// One upload pulse: bodies over several connections, counted by the point, fed so that little is left when it ends.
import { UPLOAD_PATH } from '../control/wire.ts';
import { bytesInMs } from '../plan/caps.ts';
import { feedbackMs, isEnough } from '../plan/feed.ts';
import { settledWithin } from '../platform/sleep.ts';
import { detectFull, type Full, queueShown } from '../ramp/full.ts';
import { bytesBy, createSampler, lastMs } from '../sample/series.ts';
import { failureOf } from './download.ts';
import { createFeeder } from './feeder.ts';
import { DRAIN_MS, FIRST_BYTE_MS, type PulseEnd, type RunPulse, STALL_MS, TICK_MS } from './pulse.ts';

/** The point's last counts of a pulse may come this long after the last answer to a body. */
const LAST_COUNTS_MS = 1_500;

/** Runs the pulse and resolves when the point has counted its last byte; never throws for what the network does. */
export const runUpload: RunPulse = async (tools, plan, index) => {
  const { context, control, bulk, echoes } = tools;
  const { platform } = context;
  const sampler = createSampler();
  const cut = new AbortController();
  const signal = AbortSignal.any([tools.stop, cut.signal]);
  const clockOffsetMs = control.clock.offsetMs() ?? 0;
  const loopMs = feedbackMs(tools.minRttMs);
  const startMs = platform.nowMs();
  const url = `${tools.pointUrl.replace(/\/$/, '')}${UPLOAD_PATH}/${tools.session}/${index}`;
  const counted = Promise.withResolvers<void>();
  let full: Full | undefined;
  let end: PulseEnd | undefined;

  /** What the feeder may go by now: the known rate at first, then what the point has counted. */
  const knowledge = (nowMs: number) => {
    const { series, totalBytes } = sampler;
    const latestMs = lastMs(series) ?? nowMs;
    const rateMbps = full?.rateMbps ?? plan.rateMbps;
    const expected = rateMbps === undefined ? 0 : bytesInMs(rateMbps, loopMs);
    const recentBytes = Math.max(expected, totalBytes - bytesBy(series, latestMs - loopMs));
    const known = { receivedBytes: totalBytes, recentBytes, maxBytes: plan.maxBytes };
    if (bulk.streamsUploads || rateMbps === undefined) return known;
    // Whole bodies: one that fills the rest of the window, as each further body costs its connection a round trip of silence.
    const untilMs = (full?.fullAtMs ?? startMs + 2 * tools.minRttMs) + plan.saturatedMs;
    return { ...known, goalBytes: totalBytes + bytesInMs(rateMbps, Math.max(0, untilMs - latestMs)) };
  };
  const feeder = createFeeder(plan.connections, knowledge(startMs));
  const quietCounts = control.onCounts((counts) => {
    if (counts.direction !== 'upload' || counts.pulse !== index) return;
    for (const [clockMs, bytes] of counts.samples) sampler.reach(clockMs - clockOffsetMs, bytes);
    feeder.update(knowledge(platform.nowMs()));
    if (counts.ended) counted.resolve();
  });

  let failure: unknown;
  let open = plan.connections;
  /** When each lane last had nothing to send: a stream at its end, a lane of bodies whenever it asks for the next. */
  const quietMs = Array.from({ length: plan.connections }, () => Number.POSITIVE_INFINITY);
  const lanes = quietMs.map((_, lane) => {
    const pull = feeder.lane();
    const ask = (mostBytes: number) => {
      if (!bulk.streamsUploads) quietMs[lane] = platform.nowMs();
      return pull(mostBytes);
    };
    return bulk
      .upload(url, ask, signal)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        open -= 1;
        if (bulk.streamsUploads) quietMs[lane] = platform.nowMs();
      });
  });
  const over = Promise.all(lanes);
  const quiet = echoes.run(plan.rateMbps, 'upload');

  while (end === undefined && open > 0 && !signal.aborted) {
    await settledWithin(over, TICK_MS, signal);
    const nowMs = platform.nowMs();
    const { series, totalBytes } = sampler;
    const loadedMs = echoes.sentBetween(startMs, nowMs);
    full ??= detectFull(series, { rttMs: tools.minRttMs, queueShown: queueShown(tools.idleMs, loadedMs) });
    tools.onProgress(series, totalBytes);
    const onItsWayBytes = feeder.committedBytes - totalBytes;
    const rateMbps = full?.rateMbps;
    if (tools.isHidden()) end = 'hidden';
    else if (failure !== undefined) end = 'lost';
    else if (
      full &&
      rateMbps &&
      isEnough({ nowMs, fullAtMs: full.fullAtMs, saturatedMs: plan.saturatedMs, onItsWayBytes, rateMbps })
    )
      end = 'planned';
    else if (feeder.committedBytes >= plan.maxBytes) end = 'capped';
    else if (nowMs - startMs > plan.timeoutMs) end = 'timeout';
    else if (nowMs - (lastMs(series) ?? startMs + FIRST_BYTE_MS - STALL_MS) > STALL_MS) end = 'stalled';
  }
  const stoppedMs = platform.nowMs();
  feeder.close();
  if (!(await settledWithin(over, end === 'stalled' ? 0 : DRAIN_MS, signal))) cut.abort();
  await over;
  quiet();
  if (!tools.stop.aborted) await settledWithin(counted.promise, LAST_COUNTS_MS, tools.stop);
  quietCounts();
  tools.onProgress(sampler.series, sampler.totalBytes);
  const loadedMs = echoes.sentBetween(startMs, stoppedMs);
  full ??= detectFull(sampler.series, { rttMs: tools.minRttMs, queueShown: queueShown(tools.idleMs, loadedMs) });
  const told = failureOf(failure, tools);
  return {
    direction: 'upload',
    index,
    connections: plan.connections,
    startMs,
    series: sampler.series,
    clockOffsetMs,
    full,
    stoppedMs,
    // A body's answer left when the point had its last byte; until the first such moment all connections were sending.
    sureUntilMs: Math.min(...quietMs) - tools.minRttMs / 2,
    end: told?.end ?? end ?? 'planned',
    detail: told?.detail,
  };
};
