// Tells round trips of the network from those of TCP: echoes share one connection, which gives nothing before a lost packet is resent.

/** When an echo was sent and how long it took, ms; a list is in the order in which they were sent. */
export type TimedRoundTrip = { sentMs: number; rttMs: number };

/**
 * An answer comes evenly when between these shares of the time between two pings lie between their answers. What waited for a lost
 * packet comes all at once; a queue that the sender lets run empty brings answers no nearer than two fifths. What was lost itself
 * comes a round trip later or more; a queue that overflows grows by at most one and a half ms in a ms (slow start, BBR's startup).
 */
const LEAST_SHARE = 0.25;
const MOST_SHARE = 2.5;
/** Timers of both ends are late by so much. */
const SPARE_MS = 5;
/** After an uneven answer so many even ones in a row show that nothing is held back any more: of packets lost together one may come evenly behind another. */
const EVEN_AGAIN = 2;

/**
 * The echoes that waited for no other, of all of a pulse from its begin on. Where a queue overflows, pings and their answers are lost,
 * too; all that follow wait until TCP has sent them again, and their times are those of its repairs and not of the queue.
 */
export function withoutHeldUp<T extends TimedRoundTrip>(echoes: readonly T[]): T[] {
  let evenInARow = EVEN_AGAIN;
  return echoes.filter((echo, index) => {
    const before = echoes[index - 1];
    const next = echoes[index + 1];
    const isEven = before === undefined || !(cameAtOnce(before, echo) || cameLate(before, echo));
    evenInARow = isEven ? evenInARow + 1 : 0;
    return evenInARow >= EVEN_AGAIN && !(next !== undefined && cameAtOnce(echo, next));
  });
}

function cameAtOnce(before: TimedRoundTrip, echo: TimedRoundTrip): boolean {
  return cameApartMs(before, echo) < LEAST_SHARE * (echo.sentMs - before.sentMs) - SPARE_MS;
}

function cameLate(before: TimedRoundTrip, echo: TimedRoundTrip): boolean {
  return cameApartMs(before, echo) > MOST_SHARE * (echo.sentMs - before.sentMs) + SPARE_MS;
}

function cameApartMs(before: TimedRoundTrip, echo: TimedRoundTrip): number {
  return echo.sentMs + echo.rttMs - (before.sentMs + before.rttMs);
}
