// How finely figures are written down: no finer than any clock here can tell, and short on the wire.

/** Six significant digits, for rates and shares. */
export function toSixDigits(value: number): number {
  return Number(value.toPrecision(6));
}

/** Milliseconds to three decimals. */
export function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
