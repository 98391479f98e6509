// Tells round trips of the network from those of TCP: echoes share one connection, which gives nothing before a lost packet is resent.

/** When an echo was sent and how long it took, ms; a list is in the order in which they were sent. */
export type TimedRoundTrip = { sentMs: number; rttMs: number };

/**
 * Answers that come within this time of each other came at once: echoes are sent 50 ms apart or more, and a queue that the sender
 * lets run empty brings them no nearer than 15 ms. A heap of several losses is handed over in steps of a few ms.
 */
const AT_ONCE_MS = 8;

/**
 * The echoes that waited for no other. Where a queue overflows, a ping or its answer is lost too; all that follow wait until TCP has
 * sent it again and then come at once. Only the last of such a heap took about the time that the link takes.
 */
export function withoutHeldUp<T extends TimedRoundTrip>(echoes: readonly T[]): T[] {
  return echoes.filter((echo, index) => {
    const next = echoes[index + 1];
    return next === undefined || next.sentMs + next.rttMs - (echo.sentMs + echo.rttMs) > AT_ONCE_MS;
  });
}
