// One upload pulse: bodies over several connections, counted by the point, fed so that little is left when it ends.
import { UPLOAD_PATH } from '../control/wire.ts';
import { heldBackBytes } from '../estimate/held-back.ts';
import type { Aim } from '../plan/aim.ts';
import { bytesInMs } from '../plan/caps.ts';
import { isWindowFilled } from '../plan/end.ts';
import { bodiesUntilMs, feedbackMs, feedState, knownUntilMs } from '../plan/feed.ts';
import { settledWithin } from '../platform/sleep.ts';
import { createSampler, rateMbps, sliceBetween } from '../sample/series.ts';
import { failureOf } from './failure.ts';
import { createFeeder } from './feeder.ts';
import { createLanes } from './lanes.ts';
import { DRAIN_MS, type PulseEnd, type RunPulse, TICK_MS } from './pulse.ts';
import { watchPulse } from './watch.ts';

/** The point's last counts of a pulse may come this long after the last answer to a body. */
const LAST_COUNTS_MS = 1_500;
/** The rate of the latest stretch of this length paces the echoes. */
const RECENT_MS = 200;

/** Runs the pulse and resolves when the point has counted its last byte; never throws for what the network does. */
export const runUpload: RunPulse = async (tools, plan, index) => {
  const { control, bulk, echoes, minRttMs: rttMs } = tools;
  const { platform } = tools.context;
  const { maxBytes } = plan;
  const sampler = createSampler();
  const { series } = sampler;
  const cut = new AbortController();
  const signal = AbortSignal.any([tools.stop, cut.signal]);
  const clockOffsetMs = control.clock.offsetMs() ?? 0;
  const loopMs = feedbackMs(rttMs);
  const startMs = platform.nowMs();
  const watch = watchPulse(tools, series, startMs, plan);

  const knowledge = (nowMs: number) => {
    const aim = watch.aim();
    const [full, saturatedMs] = [aim?.full, aim?.saturatedMs ?? plan.saturatedMs];
    const bodies = bulk.streamsUploads ? {} : { untilMs: bodiesUntilMs({ startMs, full, saturatedMs, nowMs, rttMs }) };
    const seen = { series, full, queued: watch.queued(), knownMbps: plan.rateMbps };
    return feedState({ ...seen, nowMs, rttMs, maxBytes, ...bodies });
  };
  const feeder = createFeeder(knowledge(startMs));
  let ended = false;
  let counted = Promise.withResolvers<void>();
  const quietCounts = control.onCounts((counts) => {
    if (counts.direction !== 'upload' || counts.pulse !== index) return;
    for (const [clockMs, bytes] of counts.samples) sampler.reach(clockMs - clockOffsetMs, bytes);
    feeder.update(knowledge(platform.nowMs()));
    // `ended` also stands between two bodies when all lanes wait; only with every byte counted it is the last.
    ended = counts.ended && sampler.totalBytes >= feeder.committedBytes;
    counted.resolve();
    counted = Promise.withResolvers();
  });
  const url = `${tools.pointUrl.replace(/\/$/, '')}${UPLOAD_PATH}/${tools.session}/${index}`;
  /** When each lane last had nothing to send, on platforms that send whole bodies. */
  const askedMs: number[] = [];
  const lanes = createLanes(platform.nowMs, (lane) => {
    const pull = feeder.lane();
    const ask = (mostBytes: number) => {
      askedMs[lane] = platform.nowMs();
      return pull(mostBytes);
    };
    return bulk.upload(url, ask, signal);
  });
  lanes.add(plan.connections);
  const quiet = echoes.run('upload', () => {
    const nowMs = platform.nowMs();
    const slice = sliceBetween(series, nowMs - RECENT_MS - loopMs, nowMs);
    return slice ? rateMbps(slice) : plan.rateMbps;
  });

  /** What is on its way fills the rest of the window, and nothing to speak of is held back, or that took too long. */
  const isOver = ({ full, saturatedMs }: Aim, nowMs: number) => {
    const knownMs = knownUntilMs(series, nowMs, rttMs);
    const onItsWay = feeder.committedBytes - sampler.totalBytes - heldBackBytes(series, full, knownMs);
    const drainMs = knownMs - nowMs + Math.max(0, onItsWay) / bytesInMs(full.rateMbps, 1);
    return isWindowFilled({ series, full, nowMs, knownMs, saturatedMs, drainMs, loopMs });
  };
  let end: PulseEnd | undefined;
  while (end === undefined && lanes.open() > 0 && !signal.aborted) {
    await settledWithin(lanes.over, TICK_MS, signal);
    const nowMs = platform.nowMs();
    const more = watch.look(nowMs, lanes.opened());
    if (lanes.open() > 0) lanes.add(more);
    tools.onProgress(series, sampler.totalBytes);
    const aim = watch.aim();
    if (tools.isHidden()) end = 'hidden';
    else if (lanes.failure() !== undefined) end = 'lost';
    else if (aim && !aim.isSilent && isOver(aim, nowMs)) end = 'planned';
    else if (aim && feeder.committedBytes >= aim.linkBytes) end = 'planned';
    else if (feeder.committedBytes >= maxBytes) end = 'capped';
    else if (watch.isTimeOver(nowMs)) end = 'timeout';
    else if (watch.isStalled(nowMs)) end = 'stalled';
    else feeder.update(knowledge(nowMs));
  }
  const stoppedMs = platform.nowMs();
  feeder.close();
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
    series,
    clockOffsetMs,
    minRttMs: tools.minRttMs,
    full: watch.full(),
    stoppedMs,
    // A body's answer left when the point had its last byte; until the first such moment all connections were sending.
    sureUntilMs: (bulk.streamsUploads ? lanes.firstEndMs() : Math.min(...askedMs)) - rttMs / 2,
    end: told?.end ?? end ?? 'planned',
    detail: told?.detail,
  };
};
