// One pulse of the engine over the fluid model: the engine's own rules for ramp, feeding and end, on the model's clock.
import {
  type Aim,
  aimOf,
  bytesInMs,
  connectionsToAdd,
  createSampler,
  type Decline,
  DRAIN_MS,
  type Full,
  feedbackMs,
  feedState,
  heldBackBytes,
  isWindowFilled,
  knownUntilMs,
  lastingMs,
  lastMs,
  mayCommit,
  type PulseEnd,
  type PulsePlan,
  type PulseRecord,
  queuedFromMs,
  queueRiseMs,
  rateMbps,
  readDecline,
  readRamp,
  sliceBetween,
  type TimedEcho,
} from '@i-speed/engine/rules';
import type { Seen, Wish } from '../../testbed/src/link/index.ts';
import { silence } from '../../testbed/src/link/index.ts';

/** The pace of the engine's loop and of its echoes (packages/engine/src/pulse). */
const TICK_MS = 20;
const ECHO_MS = 50;
const RECENT_MS = 200;
const MOST_CONNECTIONS = 6;
/** In the model nothing announces a body's end; silence for so many round trips and this long stands for it. */
const QUIET_RTTS = 2;
const QUIET_MS = 60;

/** Runs one pulse step by step. `step` gives what to ask for, and the record once the last byte is in. */
export class EnginePulse {
  readonly #plan: PulsePlan;
  readonly #startMs: number;
  readonly #baseBytes: number;
  readonly #rttMs: number;
  readonly #idle: { medianMs: number };
  readonly #sampler = createSampler();
  readonly #echoes: TimedEcho[] = [];
  #connections: number;
  #committedBytes = 0;
  #full: Full | undefined;
  #decline: Decline | undefined;
  #queuedMs: number | undefined;
  #addedMs: number | undefined;
  #tickMs = Number.NEGATIVE_INFINITY;
  #end: { why: PulseEnd; atMs: number; loadedMs: number } | undefined;

  constructor(plan: PulsePlan, seen: Seen, rttMs: number) {
    this.#plan = plan;
    this.#startMs = seen.nowMs;
    this.#baseBytes = plan.direction === 'download' ? seen.downBytes : seen.upBytes;
    this.#rttMs = rttMs;
    this.#idle = { medianMs: rttMs };
    this.#connections = plan.connections;
  }

  step(seen: Seen): { wish: Wish; record?: PulseRecord } {
    const { nowMs } = seen;
    this.#observe(seen);
    if (this.#end === undefined && nowMs - this.#tickMs >= TICK_MS) {
      this.#tickMs = nowMs;
      this.#look(nowMs);
      const why = this.#endsNow(nowMs);
      if (why !== undefined) this.#end = { why, atMs: nowMs, loadedMs: this.#loadedMs() };
    }
    if (this.#end === undefined) return { wish: this.#wish(nowMs) };
    const quietMs = nowMs - (lastMs(this.#sampler.series) ?? this.#startMs);
    const isDrained = quietMs > QUIET_RTTS * this.#rttMs + QUIET_MS || nowMs - this.#end.atMs > DRAIN_MS;
    const wish = this.#plan.direction === 'download' ? silence : this.#sending(this.#committedBytes);
    return isDrained ? { wish: silence, record: this.#record(this.#end) } : { wish };
  }

  #observe({ nowMs, downBytes, upBytes, rttMs }: Seen): void {
    const isDownload = this.#plan.direction === 'download';
    // The point's counts are put where they arose, half a round trip ago, as the engine puts them by its clock.
    if (isDownload) this.#sampler.reach(nowMs, downBytes - this.#baseBytes);
    else this.#sampler.reach(nowMs - this.#rttMs / 2, upBytes - this.#baseBytes);
    const sentMs = nowMs - rttMs;
    const latestMs = this.#echoes.at(-1)?.sentMs ?? Number.NEGATIVE_INFINITY;
    if (sentMs >= this.#startMs && sentMs - latestMs >= ECHO_MS) this.#echoes.push({ sentMs, rttMs });
  }

  #look(nowMs: number): void {
    const isDownload = this.#plan.direction === 'download';
    const knownMs = isDownload ? nowMs : knownUntilMs(this.#sampler.series, nowMs, this.#rttMs);
    this.#decline = readDecline(this.#sampler.series, this.#rttMs, knownMs);
    if (this.#full !== undefined) return;
    const delayMs = this.#plan.direction === 'download' ? this.#rttMs : this.#rttMs / 2;
    this.#queuedMs = queuedFromMs(this.#idle.medianMs, queueRiseMs(this.#idle), delayMs, this.#echoes);
    const ramp = readRamp(this.#sampler.series, {
      rttMs: this.#rttMs,
      queuedFromMs: this.#queuedMs,
      knownMbps: this.#plan.nearMbps,
      sinceMs: this.#addedMs,
    });
    this.#full = ramp.full;
    const { grewAtMs } = ramp;
    const more = connectionsToAdd({
      ramp,
      addedAtMs: this.#addedMs,
      queueShown: this.#queuedMs !== undefined,
      flatEchoes: grewAtMs === undefined ? 0 : this.#echoes.filter(({ sentMs }) => sentMs >= grewAtMs).length,
      connections: this.#connections,
      mostConnections: MOST_CONNECTIONS,
    });
    if (more > 0) this.#addedMs = nowMs;
    this.#connections += more;
  }

  #endsNow(nowMs: number): PulseEnd | undefined {
    const { direction, maxBytes } = this.#plan;
    const { series } = this.#sampler;
    const aim = this.#aim();
    const loopMs = this.#loadedMs();
    const recent = sliceBetween(series, nowMs - RECENT_MS, nowMs);
    const isDownload = direction === 'download';
    const expectedBytes = isDownload
      ? this.#sampler.totalBytes + bytesInMs(recent ? rateMbps(recent) : 0, loopMs)
      : this.#committedBytes;
    if (aim !== undefined) {
      const { full } = aim;
      const knownMs = isDownload ? nowMs : knownUntilMs(series, nowMs, this.#rttMs);
      const onItsWay = this.#committedBytes - this.#sampler.totalBytes - heldBackBytes(series, full, knownMs);
      const drainMs = isDownload ? loopMs : knownMs - nowMs + Math.max(0, onItsWay) / bytesInMs(full.rateMbps, 1);
      const waitMs = isDownload ? loopMs : feedbackMs(this.#rttMs);
      if (!aim.isSilent && isWindowFilled({ series, ...aim, nowMs, knownMs, drainMs, loopMs: waitMs }))
        return 'planned';
      if (expectedBytes >= aim.linkBytes) return 'planned';
    }
    if (expectedBytes >= maxBytes) return 'capped';
    return nowMs - this.#startMs > this.#timeoutMs() ? 'timeout' : undefined;
  }

  #aim(): Aim | undefined {
    return aimOf(this.#plan, {
      series: this.#sampler.series,
      full: this.#full,
      decline: this.#decline,
      rttMs: this.#rttMs,
    });
  }

  #timeoutMs(): number {
    const { timeoutMs, mostMs } = this.#plan;
    return this.#decline === undefined ? timeoutMs : Math.min(mostMs, timeoutMs + lastingMs(this.#rttMs));
  }

  #wish(nowMs: number): Wish {
    if (this.#plan.direction === 'download') return { connections: this.#connections };
    const state = feedState({
      series: this.#sampler.series,
      full: this.#aim()?.full,
      queued: this.#queuedMs !== undefined,
      knownMbps: this.#plan.rateMbps,
      otherMbps: this.#plan.otherMbps,
      mayGrow: this.#plan.isTimed === true,
      startMs: this.#startMs,
      nowMs,
      rttMs: this.#rttMs,
      connections: this.#connections,
      maxBytes: this.#plan.maxBytes,
    });
    this.#committedBytes += mayCommit({ ...state, committedBytes: this.#committedBytes });
    return this.#sending(this.#committedBytes);
  }

  #sending(committedBytes: number): Wish {
    return { connections: this.#connections, untilBytes: this.#baseBytes + committedBytes };
  }

  #loadedMs(): number {
    return Math.max(this.#rttMs, this.#echoes.at(-1)?.rttMs ?? 0);
  }

  #record({ why, atMs, loadedMs }: { why: PulseEnd; atMs: number; loadedMs: number }): PulseRecord {
    const { series } = this.#sampler;
    const isDownload = this.#plan.direction === 'download';
    return {
      direction: this.#plan.direction,
      index: 0,
      connections: this.#connections,
      startMs: this.#startMs,
      isCold: this.#plan.rateMbps === undefined,
      isRough: false,
      isWhole: false,
      series,
      clockOffsetMs: 0,
      minRttMs: this.#rttMs,
      full: this.#full,
      stoppedMs: atMs,
      sureUntilMs: isDownload ? atMs + loadedMs : (lastMs(series) ?? atMs),
      end: why,
    };
  }
}
