// Phase 4: download and upload pulses in turn, until each direction is known well enough or its limits are reached.
import type { Direction, StopReason } from '@i-speed/spec';
import { type Counted, countPulse } from '../estimate/pulse.ts';
import type { Estimate } from '../estimate/rate.ts';
import { budgetBytes, type Caps } from '../plan/caps.ts';
import { planPulse, type Shape } from '../plan/pulses.ts';
import { runDownload } from '../pulse/download.ts';
import { type PulseRecord, type PulseTools, STALL_MS } from '../pulse/pulse.ts';
import { runUpload } from '../pulse/upload.ts';
import { lastMs, rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { chosenPulses, estimateAnew, type Judged, judgeBoth, loadMsOf } from '../stop/judge.ts';
import { PULSES_END_MS } from '../stop/stop.ts';
import { missingDirections } from './missing.ts';

export type DirectionOutcome = {
  /** All pulses, also those that do not count. */
  records: PulseRecord[];
  /** The pulses the rate is made from. */
  counted: Counted[];
  estimate: Estimate | undefined;
  /** All payload moved. */
  usedBytes: number;
  /** Why it ended; absent when it never began. */
  stop: StopReason | undefined;
};

export type Outcomes = Readonly<Record<Direction, DirectionOutcome>>;

type Progress = Judged & { records: PulseRecord[] };

/** The rate shown as momentary is that of the latest stretch of this length. */
const MOMENTARY_MS = 200;
/** Ten pictures a second look continuous; more would only load a cheap phone. */
const PROGRESS_MS = 100;
/** A pulse that could not last this long is not begun. */
const LEAST_MS = 500;
/** Nor one beside others: a round trip to its first byte and two that count; cut off earlier it reads low. */
const LEAST_RTTS = 3;
/** An echo may have come back shortly after the last byte. */
const ECHO_SPARE_MS = 500;
/** A flood is one pulse and has no spread to wait for. */
const LEAST_PULSES: Readonly<Record<Shape, number>> = { pulses: 2, flood: 1 };

export type PulsesInput = {
  caps: Caps;
  shape: Shape;
  /** What wants a link without load; called in each rest between two looks, which lasts until it is done, with the slowest rate known. */
  meanwhile(slowestMbps: number): Promise<void>;
};

/** Runs the pulses. What failed is told as failures; what was measured before stands. */
export async function measurePulses(tools: Omit<PulseTools, 'onProgress'>, input: PulsesInput): Promise<Outcomes> {
  const { context } = tools;
  const directions: Record<Direction, Progress> = { download: begin(), upload: begin() };
  let index = 0;
  while (!tools.stop.aborted) {
    const { minRttMs: rttMs, mostConnections } = tools;
    const plan = planPulse({ ...input, rttMs, nowMs: context.atMs(), mostConnections, directions });
    if (plan === undefined) break;
    const { direction, waitMs } = plan;
    if (waitMs > 0) {
      context.enter('wait');
      await Promise.all([input.meanwhile(slowestMbps(directions)), context.platform.sleep(waitMs, tools.stop)]);
      context.enter('pulses');
      continue;
    }
    const state = directions[direction];
    const onProgress = progressTeller(context, direction, index, directions, input.caps);
    const run = direction === 'download' ? runDownload : runUpload;
    const mostMs = Math.min(plan.mostMs, timeLeftMs(context.atMs(), directions, direction));
    const timeoutMs = Math.min(plan.timeoutMs, mostMs);
    if (timeoutMs < Math.max(LEAST_MS, state.pulses > 0 ? LEAST_RTTS * rttMs : 0)) break;
    const record = await run({ ...tools, onProgress }, { ...plan, timeoutMs, mostMs }, index);
    index += 1;
    take(state, record, context.sinceStartMs(record.startMs));
    if (isFailure(record.end)) {
      context.fail(`${direction}.${record.end}`, record.detail);
      state.ended = true;
      state.stop = 'aborted';
      if (record.end === 'stalled' && isSilent(tools)) {
        context.fail('point.lost', 'nothing comes back from the point any more');
        break;
      }
      continue;
    }
    if (record.end === 'hidden') context.fail(`${direction}.hidden`, 'the page was hidden while a pulse ran');
    judgeBoth(directions, {
      caps: input.caps,
      elapsedMs: context.atMs(),
      rttMs,
      leastPulses: LEAST_PULSES[input.shape],
      followsMoves: input.shape === 'pulses' && context.options.profile === 'standard',
    });
  }
  const left =
    tools.stop.aborted || context.failures.some((failure) => failure.code === 'point.lost') ? 'aborted' : 'time';
  const missing = left === 'time' ? missingDirections(directions, context.failures) : [];
  for (const direction of missing) context.fail(`${direction}.timeout`, 'nothing that counts arrived in the time left');
  return { download: outcome(directions.download, left), upload: outcome(directions.upload, left) };
}

/** The smaller of both directions' rates; infinite while none is known. */
export function slowestMbps({ download, upload }: Record<Direction, { estimate?: Estimate | undefined }>): number {
  return Math.min(...[download, upload].map(({ estimate }) => estimate?.rateMbps ?? Number.POSITIVE_INFINITY));
}

/** Time that the next pulse may take; a direction's first leaves the other's first as much. */
function timeLeftMs(
  elapsedMs: number,
  directions: Readonly<Record<Direction, Progress>>,
  direction: Direction,
): number {
  const other = directions[direction === 'download' ? 'upload' : 'download'];
  const leftMs = PULSES_END_MS - elapsedMs;
  return other.pulses === 0 && !other.ended ? leftMs / 2 : leftMs;
}

/** True when even echoes have not come back for as long as makes a stall: then the road itself is gone. */
function isSilent({ context, echoes }: Pick<PulseTools, 'context' | 'echoes'>): boolean {
  return context.platform.nowMs() - (echoes.latestMs() ?? 0) > STALL_MS - ECHO_SPARE_MS;
}

function begin(): Progress {
  return { ended: false, pulses: 0, usedBytes: 0, variable: false, loadMs: 0, records: [], counted: [] };
}

function take(state: Progress, record: PulseRecord, beganMs: number): void {
  state.records.push(record);
  state.pulses += 1;
  state.connections = record.connections;
  state.isRough = record.isRough;
  state.usedBytes += record.series.bytes.at(-1) ?? 0;
  state.loadMs += loadMsOf(record.series);
  const counted = countPulse(record);
  if (counted !== undefined) state.counted.push(counted);
  if (counted !== undefined && !record.isRough) state.seenMs ??= beganMs;
  estimateAnew(state);
}

/** `left` is why the loop ended where the stop rule had not spoken. */
function outcome(state: Progress, left: StopReason): DirectionOutcome {
  const { records, usedBytes, estimate } = state;
  const stop = state.stop ?? (records.length > 0 ? left : undefined);
  return { records, counted: chosenPulses(state), estimate, usedBytes, stop };
}

const FAILED_ENDS = ['stalled', 'refused', 'lost', 'aborted'] as const;

function isFailure(end: PulseRecord['end']): end is (typeof FAILED_ENDS)[number] {
  return FAILED_ENDS.some((failed) => failed === end);
}

function progressTeller(
  context: PulseTools['context'],
  direction: Direction,
  pulse: number,
  directions: Readonly<Record<Direction, Progress>>,
  caps: Caps,
): PulseTools['onProgress'] {
  const { download, upload } = directions;
  const capBytes = (['download', 'upload'] as const)
    .map((one) => budgetBytes(caps[one], directions[one].rateMbps, directions[one].variable))
    .reduce((sum, bytes) => sum + bytes, 0);
  const own = directions[direction];
  const { estimate } = own;
  // A pipe that was never full shows "at least", which is no interval.
  const range = own.counted.some(({ filled }) => filled) ? estimate : undefined;
  const beforeBytes = own.usedBytes;
  let toldMs = Number.NEGATIVE_INFINITY;
  return (series, totalBytes) => {
    const nowMs = context.platform.nowMs();
    if (nowMs - toldMs < PROGRESS_MS) return;
    toldMs = nowMs;
    context.emit({
      type: 'progress',
      direction,
      pulse,
      atMs: context.atMs(),
      momentaryMbps: momentary(series),
      settledMbps: estimate?.rateMbps,
      lowMbps: range?.lowMbps,
      highMbps: range?.highMbps,
      bytes: beforeBytes + totalBytes,
      usedBytes: download.usedBytes + upload.usedBytes + totalBytes,
      capBytes: Math.floor(capBytes),
    });
  };
}

/** Rate of the latest arrivals; 0 while nothing has arrived, as this is shown and never kept. */
function momentary(series: Series): number {
  const endMs = lastMs(series);
  const slice = endMs === undefined ? undefined : sliceBetween(series, endMs - MOMENTARY_MS, endMs);
  return slice === undefined ? 0 : rateMbps(slice);
}
