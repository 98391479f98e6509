// One download pulse: several bodies at once, arrivals counted here, ended by `stop` and drained.
import { DOWNLOAD_PATH } from '../control/wire.ts';
import { bytesInMs } from '../plan/caps.ts';
import { isWindowFilled } from '../plan/end.ts';
import { settledWithin } from '../platform/sleep.ts';
import { createSampler, rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { collectCarried } from './carried.ts';
import { failureOf } from './failure.ts';
import { createLanes } from './lanes.ts';
import { DRAIN_MS, type PulseEnd, type RunPulse, TICK_MS } from './pulse.ts';
import { watchPulse } from './watch.ts';

/** The rate of the latest stretch of this length says what a stop decided now would still let in. */
const RECENT_MS = 200;

/** Runs the pulse and resolves when its last byte is in; never throws for what the network does. */
export const runDownload: RunPulse = async (tools, plan, index) => {
  const { control, bulk, echoes } = tools;
  const { platform } = tools.context;
  const { maxBytes } = plan;
  const sampler = createSampler();
  const { series } = sampler;
  const cut = new AbortController();
  const signal = AbortSignal.any([tools.stop, cut.signal]);
  const startMs = platform.nowMs();
  const carried = collectCarried(tools, index, series);
  const watch = watchPulse(tools, series, startMs, plan, carried.live);
  const base = `${tools.pointUrl.replace(/\/$/, '')}${DOWNLOAD_PATH}/${tools.session}/${index}`;
  const lanes = createLanes(platform.nowMs, () => {
    // Bounds for the case that `stop` is lost: the body may not carry more than is left when it begins.
    const leftBytes = Math.max(1, Math.floor((maxBytes - sampler.totalBytes) / plan.connections));
    const url = `${base}?bytes=${leftBytes}&ms=${Math.ceil(plan.mostMs)}`;
    return bulk.download(url, (atMs, sizeBytes) => sampler.add(atMs, sizeBytes), signal);
  });
  lanes.add(plan.connections);
  const quiet = echoes.run('download', () => recentMbps(series, platform.nowMs()) ?? plan.rateMbps);

  let end: PulseEnd | undefined;
  while (end === undefined && lanes.open() > 0 && !signal.aborted) {
    await settledWithin(lanes.over, TICK_MS, signal);
    const nowMs = platform.nowMs();
    const more = watch.look(nowMs, lanes.opened());
    if (lanes.open() > 0) lanes.add(more);
    tools.onProgress(series, sampler.totalBytes);
    const aim = watch.aim();
    const loopMs = watch.loadedMs();
    const expectedBytes = sampler.totalBytes + bytesInMs(recentMbps(series, nowMs) ?? 0, loopMs);
    if (tools.isHidden()) end = 'hidden';
    else if (aim && !aim.isSilent && isWindowFilled({ ...watch.seen(nowMs), ...aim, nowMs, drainMs: loopMs, loopMs }))
      end = 'planned';
    else if (aim && expectedBytes >= aim.linkBytes) end = 'planned';
    else if (expectedBytes >= maxBytes) end = 'capped';
    else if (watch.isTimeOver(nowMs)) end = 'timeout';
    else if (watch.isStalled(nowMs)) end = 'stalled';
  }
  const stoppedMs = platform.nowMs();
  control.send({ type: 'stop', pulse: index });
  quiet();
  const drainMs = end === 'timeout' ? watch.loadedMs() : DRAIN_MS;
  if (!(await settledWithin(lanes.over, end === 'stalled' ? 0 : drainMs, signal))) cut.abort();
  await lanes.over;
  const crossed = await carried.all(tools.stop);
  tools.onProgress(series, sampler.totalBytes);
  const told = failureOf(lanes.failure(), tools);
  return {
    direction: 'download',
    index,
    connections: lanes.opened(),
    startMs,
    isCold: plan.rateMbps === undefined,
    isRough: false,
    isWhole: false,
    series,
    carried: crossed,
    ramp: watch.ramp(),
    clockOffsetMs: control.clock.offsetMs() ?? 0,
    minRttMs: tools.minRttMs,
    pauses: watch.pauses,
    full: watch.full(),
    stoppedMs,
    // What the point sent until `stop` reached it arrives one loaded round trip after the stop at the latest; a body that ended
    // earlier at its own bound leaves the others to fill the pipe.
    sureUntilMs: Math.min(lanes.firstEndMs(), stoppedMs + watch.loadedMs()),
    end: told?.end ?? end ?? 'capped',
    detail: told?.detail,
  };
};

/** Rate of the latest arrivals; absent when there are none. */
function recentMbps(series: Series, nowMs: number): number | undefined {
  const slice = sliceBetween(series, nowMs - RECENT_MS, nowMs);
  return slice && rateMbps(slice);
}
