// Responsiveness in round trips a minute, from the one kind of the IETF draft's probes that this measurement has.

/** One-sided: the slowest 5 % are left out (draft-ietf-ippm-responsiveness, section "Aggregating the measurements"). */
const KEPT_SHARE = 0.95;
/** With fewer probes one late answer would be the figure. */
const LEAST_PROBES = 5;

/**
 * 60,000 ms over the trimmed mean of round trips taken under load, ms each. They are the draft's `http_f`, request and answer on a
 * connection that carries no load, here one that is already open; the draft's other probes, `tcp_f`, `tls_f` and `http_l`, are not
 * taken. Absent with fewer than five.
 */
export function responsivenessRpm(rttMs: readonly number[]): number | undefined {
  if (rttMs.length < LEAST_PROBES) return undefined;
  const kept = rttMs.toSorted((a, b) => a - b).slice(0, Math.ceil(KEPT_SHARE * rttMs.length));
  const meanMs = kept.reduce((sum, ms) => sum + ms, 0) / kept.length;
  return meanMs > 0 ? Math.round(60_000 / meanMs) : undefined;
}

/** A measurement's figure is that of the direction whose load slows answers more; absent where neither has one. */
export function worseRpm(...each: readonly (number | undefined)[]): number | undefined {
  const known = each.filter((rpm) => rpm !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
