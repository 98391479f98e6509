// One upload pulse over several connections, counted by the point: fed so that little is left when it ends, or one whole body each.
import type { CarriedSample } from '@i-speed/spec';
import { UPLOAD_PATH } from '../control/wire.ts';
import { feedbackMs } from '../plan/feed.ts';
import { settledWithin } from '../platform/sleep.ts';
import { carriedSeries, segmentBytesOf } from '../sample/carried.ts';
import { createSampler } from '../sample/series.ts';
import { noteArrived } from './carried.ts';
import { paceMbps } from './echoes.ts';
import { failureOf } from './failure.ts';
import { createLanes } from './lanes.ts';
import { DRAIN_MS, type PulseEnd, type RunPulse, TICK_MS } from './pulse.ts';
import { chooseSending, isRough } from './sending.ts';
import { watchPulse } from './watch.ts';

/** The point's last counts of a pulse may come this long after the last answer to a body. */
const LAST_COUNTS_MS = 1_500;
/** The rate of the latest stretch of this length paces the echoes. */
const RECENT_MS = 200;

/** Runs the pulse and resolves when the point has counted its last byte; never throws for what the network does. */
export const runUpload: RunPulse = async (tools, plan, index) => {
  const { control, echoes, minRttMs: rttMs } = tools;
  const { platform } = tools.context;
  const sampler = createSampler();
  /** With what TCP holds back at the point, as far as that is known: the pace of the link, which the feeder is to follow. */
  const arrived = createSampler();
  const { series } = arrived;
  const carried: CarriedSample[] = [];
  let segmentBytes = 0;
  const cut = new AbortController();
  const signal = AbortSignal.any([tools.stop, cut.signal]);
  const clockOffsetMs = control.clock.offsetMs() ?? 0;
  const loopMs = feedbackMs(rttMs);
  const startMs = platform.nowMs();
  const watch = watchPulse(tools, sampler.series, startMs, plan, () => (carried.length > 0 ? series : undefined));
  const sending = chooseSending(tools, plan, arrived, watch);
  /** Until when all connections were sending, by the point's count of them. */
  let allOpenMs = Number.NEGATIVE_INFINITY;
  let ended = false;
  let counted = Promise.withResolvers<void>();
  const quietCounts = control.onCounts((counts) => {
    if (counts.direction !== 'upload' || counts.pulse !== index) return;
    for (const [clockMs, bytes, open] of counts.samples) {
      sampler.reach(clockMs - clockOffsetMs, bytes);
      if (open >= plan.connections) allOpenMs = clockMs - clockOffsetMs;
    }
    carried.push(...(counts.carried ?? []));
    segmentBytes = Math.max(segmentBytes, segmentBytesOf(sampler.totalBytes, carried.at(-1)?.[1] ?? 0));
    noteArrived(arrived, counts, clockOffsetMs, segmentBytes);
    sending.update();
    // `ended` also stands between two bodies; only with every byte counted it is the last.
    ended = counts.ended && sampler.totalBytes >= sending.committedBytes();
    counted.resolve();
    counted = Promise.withResolvers();
  });
  const url = `${tools.pointUrl.replace(/\/$/, '')}${UPLOAD_PATH}/${tools.session}/${index}`;
  const lanes = createLanes(platform.nowMs, () => sending.send(url, signal));
  lanes.add(plan.connections);
  const quiet = echoes.run('upload', () => {
    const nowMs = platform.nowMs();
    return paceMbps(series, nowMs - RECENT_MS - loopMs, nowMs) ?? plan.rateMbps;
  });

  let end: PulseEnd | undefined;
  while (end === undefined && lanes.open() > 0 && !signal.aborted) {
    await settledWithin(lanes.over, TICK_MS, signal);
    const nowMs = platform.nowMs();
    const more = watch.look(nowMs, sending.isWhole ? tools.mostConnections : lanes.opened());
    if (lanes.open() > 0) lanes.add(more);
    tools.onProgress(series, sampler.totalBytes);
    if (tools.isHidden()) end = 'hidden';
    else if (lanes.failure() !== undefined) end = 'lost';
    else end = sending.end(watch.aim(), nowMs);
    if (end === undefined && watch.isTimeOver(nowMs)) end = 'timeout';
    else if (end === undefined && watch.isStalled(nowMs)) end = 'stalled';
    if (end === undefined) sending.update();
  }
  const stoppedMs = platform.nowMs();
  sending.close();
  if (!(await settledWithin(lanes.over, end === 'stalled' ? 0 : DRAIN_MS, signal))) cut.abort();
  await lanes.over;
  quiet();
  const giveUpMs = platform.nowMs() + LAST_COUNTS_MS;
  while (!ended && !tools.stop.aborted && platform.nowMs() < giveUpMs) {
    await settledWithin(counted.promise, giveUpMs - platform.nowMs(), tools.stop);
  }
  quietCounts();
  watch.look(platform.nowMs(), lanes.opened());
  tools.onProgress(series, sampler.totalBytes);
  const told = failureOf(lanes.failure(), tools);
  return {
    direction: 'upload',
    index,
    connections: lanes.opened(),
    startMs,
    isCold: plan.rateMbps === undefined,
    isRough: isRough(tools.bulk, plan, watch.full()?.rateMbps, sampler.series),
    isWhole: sending.isWhole,
    series: sampler.series,
    carried: carriedSeries(carried, segmentBytesOf(sampler.totalBytes, carried.at(-1)?.[1] ?? 0), clockOffsetMs),
    ramp: watch.ramp(),
    clockOffsetMs,
    minRttMs: tools.minRttMs,
    pauses: watch.pauses,
    full: watch.full(),
    stoppedMs,
    // A body's answer left when the point had its last byte. Whole bodies of a pulse do not end together.
    sureUntilMs: sending.isWhole ? allOpenMs : lanes.firstEndMs() - rttMs / 2,
    end: told?.end ?? end ?? 'planned',
    detail: told?.detail,
  };
};
