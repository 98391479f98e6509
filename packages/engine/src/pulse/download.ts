// One download pulse: several bodies at once, arrivals counted here, ended by `stop` and drained.
import { DOWNLOAD_PATH } from '../control/wire.ts';
import { bytesInMs } from '../plan/caps.ts';
import { TransferError } from '../platform/platform.ts';
import { settledWithin } from '../platform/sleep.ts';
import { detectFull, type Full, queueShown } from '../ramp/full.ts';
import { createSampler, lastMs, rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { DRAIN_MS, FIRST_BYTE_MS, type PulseEnd, type PulseTools, type RunPulse, STALL_MS, TICK_MS } from './pulse.ts';

/** The rate of the latest stretch of this length says what a stop decided now would still let in. */
const RECENT_MS = 200;

/** Runs the pulse and resolves when its last byte is in; never throws for what the network does. */
export const runDownload: RunPulse = async (tools, plan, index) => {
  const { context, control, bulk, echoes } = tools;
  const { platform } = context;
  const sampler = createSampler();
  const cut = new AbortController();
  const signal = AbortSignal.any([tools.stop, cut.signal]);
  const startMs = platform.nowMs();
  const base = `${tools.pointUrl.replace(/\/$/, '')}${DOWNLOAD_PATH}/${tools.session}/${index}`;
  // Bounds for the case that `stop` is lost; each body may carry its share of a small cap, so that the cap holds by itself.
  const url = `${base}?bytes=${Math.ceil(plan.maxBytes / plan.connections)}&ms=${Math.ceil(plan.timeoutMs)}`;
  let failure: unknown;
  let open = plan.connections;
  let firstEndMs = Number.POSITIVE_INFINITY;
  const lanes = Array.from({ length: plan.connections }, () =>
    bulk
      .download(url, (atMs, sizeBytes) => sampler.add(atMs, sizeBytes), signal)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        open -= 1;
        firstEndMs = Math.min(firstEndMs, platform.nowMs());
      }),
  );
  const over = Promise.all(lanes);
  const quiet = echoes.run(plan.rateMbps, 'download');

  let full: Full | undefined;
  let end: PulseEnd | undefined;
  while (end === undefined && open > 0 && !signal.aborted) {
    await settledWithin(over, TICK_MS, signal);
    const nowMs = platform.nowMs();
    const loadedMs = echoes.sentBetween(startMs, nowMs);
    const loopMs = Math.max(tools.minRttMs, loadedMs.at(-1) ?? 0);
    full ??= detectFull(sampler.series, { rttMs: tools.minRttMs, queueShown: queueShown(tools.idleMs, loadedMs) });
    tools.onProgress(sampler.series, sampler.totalBytes);
    const expectedBytes = sampler.totalBytes + bytesInMs(recentMbps(sampler.series, nowMs), loopMs);
    if (tools.isHidden()) end = 'hidden';
    else if (full !== undefined && nowMs + loopMs >= full.fullAtMs + plan.saturatedMs) end = 'planned';
    else if (expectedBytes >= plan.maxBytes) end = 'capped';
    else if (nowMs - startMs > plan.timeoutMs) end = 'timeout';
    else if (nowMs - (lastMs(sampler.series) ?? startMs + FIRST_BYTE_MS - STALL_MS) > STALL_MS) end = 'stalled';
  }
  const stoppedMs = platform.nowMs();
  const loadedMs = echoes.sentBetween(startMs, stoppedMs);
  quiet();
  control.send({ type: 'stop', pulse: index });
  if (!(await settledWithin(over, end === 'stalled' ? 0 : DRAIN_MS, signal))) cut.abort();
  await over;
  tools.onProgress(sampler.series, sampler.totalBytes);
  const told = failureOf(failure, tools);
  return {
    direction: 'download',
    index,
    connections: plan.connections,
    startMs,
    series: sampler.series,
    clockOffsetMs: control.clock.offsetMs() ?? 0,
    full,
    stoppedMs,
    // What the point sent until `stop` reached it arrives one loaded round trip after the stop at the latest; a body that ended
    // earlier at its own bound leaves the others to fill the pipe.
    sureUntilMs: Math.min(firstEndMs, stoppedMs + Math.max(tools.minRttMs, loadedMs.at(-1) ?? 0)),
    end: told?.end ?? end ?? 'capped',
    detail: told?.detail,
  };
};

function recentMbps(series: Series, nowMs: number): number {
  const slice = sliceBetween(series, nowMs - RECENT_MS, nowMs);
  return slice === undefined ? 0 : rateMbps(slice);
}

/** What ended the pulse from outside, or made a lane fail; absent when nothing did. */
export function failureOf(error: unknown, tools: PulseTools): { end: PulseEnd; detail?: string } | undefined {
  if (tools.context.signal.aborted) return { end: 'aborted' };
  if (tools.control.ended.aborted) return { end: 'lost', detail: 'the control connection ended' };
  if (error === undefined) return undefined;
  if (!(error instanceof TransferError)) throw error;
  if (error.reason === 'aborted') return undefined;
  return { end: error.reason === 'refused' ? 'refused' : 'lost', detail: error.message };
}
