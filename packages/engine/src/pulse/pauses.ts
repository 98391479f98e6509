// When the measuring thread itself stood still: it handed and took nothing over then, and what the pipe did says nothing of the link.

export type Pause = {
  /** The last sign of life before it and the first one after it. */
  fromMs: number;
  toMs: number;
};

/** A feeder that is late by this much leaves the pipe empty: 80 ms are on their way, and counts come every 50 ms. So does who does not read. */
const LEAST_MS = 70;
/** Arrivals are uneven by so much: the fastest moment may lie this long before the last one. */
const UNEVEN_MS = 100;

export type PauseLog = {
  /** To be called more often than a pause lasts. */
  note(nowMs: number): void;
  readonly all: readonly Pause[];
};

export function createPauseLog(startMs: number): PauseLog {
  const all: Pause[] = [];
  let latestMs = startMs;
  return {
    note(nowMs) {
      if (nowMs - latestMs >= LEAST_MS) all.push({ fromMs: latestMs, toMs: nowMs });
      latestMs = nowMs;
    },
    all,
  };
}

/** True when what happened to the arrivals at this instant may come of a pause alone. */
export function isBesidePause(atMs: number, pauses: readonly Pause[], rttMs: number): boolean {
  return pauses.some(({ fromMs, toMs }) => atMs >= fromMs - UNEVEN_MS && atMs <= toMs + rttMs);
}
