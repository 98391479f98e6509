// Ties the point's session clock to the client's by the echo that was fastest, hence the least delayed by queues.

export type SessionClock = {
  /** Notes an echo: when it left, its round trip less the point's hold, and what the point's clock said. */
  note(sentMs: number, rttMs: number, clockMs: number): void;
  /** Smallest round trip so far, ms; absent before the first echo. */
  minRttMs(): number | undefined;
  /** Session clock less client clock, ms; absent before the first echo. Off by at most half the smallest round trip. */
  offsetMs(): number | undefined;
};

/** A clock that knows nothing yet. */
export function createSessionClock(): SessionClock {
  let best: { rttMs: number; offsetMs: number } | undefined;
  return {
    note(sentMs, rttMs, clockMs) {
      // The answer was written half a round trip after the ping left, if both ways are alike.
      if (best === undefined || rttMs < best.rttMs) best = { rttMs, offsetMs: clockMs - (sentMs + rttMs / 2) };
    },
    minRttMs: () => best?.rttMs,
    offsetMs: () => best?.offsetMs,
  };
}
