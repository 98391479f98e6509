// Numbers in addresses: query and path parameters come as text, and only digits are a number there.
import * as z from 'zod';

/** Decimal digits with at most one point. `Number` also reads 0x10, 1e3, spaces and nothing at all, which nobody means. */
const DIGITS = /^-?\d+(\.\d+)?$/;

/** A parameter that is a number of the given kind, written in digits; other text is refused as no number. */
export function numberText<Kind extends z.ZodNumber>(kind: Kind) {
  return z.preprocess((text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text), kind);
}
