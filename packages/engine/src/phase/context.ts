// What the phases of one measurement share: the clock, the signal, the way to tell the caller, and the failures so far.
import type { Failure, FailureCode } from '@i-speed/spec';
import type { MeasureEvent, MeasureOptions, Phase } from '../events.ts';
import type { Platform } from '../platform/platform.ts';

export type Context = {
  readonly platform: Platform;
  /** The way to the point: by the IP version that the person asked for, where the platform can choose one. */
  readonly route: Platform;
  readonly options: MeasureOptions;
  /** The measurement's id. */
  readonly id: string;
  /** Aborts when the caller wants the measurement to end. */
  readonly signal: AbortSignal;
  /** Milliseconds since the measurement began. */
  atMs(): number;
  /** The same for an instant of the platform's clock; never below 0. */
  sinceStartMs(nowMs: number): number;
  emit(event: MeasureEvent): void;
  enter(phase: Phase): void;
  /** Notes and tells a failure once; the same code is not repeated. */
  fail(code: FailureCode, detail?: string): void;
  readonly failures: readonly Failure[];
};

/** Longest technical detail a failure may carry (spec). */
const DETAIL_LIMIT = 500;

/** A context whose clock starts now. */
export function createContext(
  platform: Platform,
  options: MeasureOptions,
  id: string,
  signal: AbortSignal,
  emit: (event: MeasureEvent) => void,
): Context {
  const startMs = platform.nowMs();
  const failures: Failure[] = [];
  const sinceStartMs = (nowMs: number) => Math.max(0, nowMs - startMs);
  const atMs = () => sinceStartMs(platform.nowMs());
  return {
    platform,
    route: (options.family && platform.over?.(options.family)) ?? platform,
    options,
    id,
    signal,
    atMs,
    sinceStartMs,
    emit,
    enter: (phase) => emit({ type: 'phase', phase, atMs: atMs() }),
    fail(code, detail) {
      if (failures.some((known) => known.code === code)) return;
      const failure: Failure = { code, atMs: atMs(), ...(detail ? { detail: detail.slice(0, DETAIL_LIMIT) } : {}) };
      failures.push(failure);
      emit({ type: 'failure', failure });
    },
    failures,
  };
}
