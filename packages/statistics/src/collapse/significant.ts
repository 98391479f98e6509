// Numbers as finely as one measurement can mean them: what lies beyond is noise, and fills disks.

/** Significant binary digits of a rate, and of the value that a device's measurements are joined to: at most 0.1 % off. */
export const VALUE_BITS = 10;

/** Significant binary digits of one measurement's delay: at most 0.4 % off, less than the tick of a browser's clock (0.1 ms) in 20 ms. */
export const DELAY_BITS = 8;

/** The nearest number of so many significant binary digits, of a finite number. Veltkamp's splitting: sums and one product, which SQL makes alike. */
export function significant(value: number, bits: number): number {
  const scaled = value * (2 ** (53 - bits) + 1);
  return scaled - (scaled - value);
}
