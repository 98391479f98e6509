// Whole numbers as people in offices write them: 1204, 1.204 or 1 204.

const PLAIN = /^\d+$/;
/** The same sign parts all thousands. */
const PARTED = /^\d{1,3}(?:([.,\s])\d{3}(?:\1\d{3})*)$/;

/** The number of the text, spaces around it left out; NaN where it is no whole number, as 1,5 or -3. */
export function readWhole(text: string): number {
  const written = text.trim();
  return PLAIN.test(written) || PARTED.test(written) ? Number(written.replaceAll(/\D/g, '')) : Number.NaN;
}
