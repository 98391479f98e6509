// Decimal numbers as each language writes them, rounded as `Intl` rounds; by hand, as a formatter of `Intl` costs a phone's start a long task.

/** How many digits are kept: significant ones (at least so many, where zeros shall fill up), or decimals. */
export type Digits = { figures: number; leastFigures?: number } | { decimals: number };

const marks = { vi: { decimal: ',', group: '.' }, en: { decimal: '.', group: ',' } } as const;

/** "1.204,5" in Vietnamese, "1,204.5" in English. */
export function decimalText(value: number, digits: Digits, language: 'vi' | 'en'): string {
  if (!Number.isFinite(value)) return String(value);
  const text = rounded(Math.abs(value), digits);
  const sign = value < 0 && /[1-9]/.test(text) ? '-' : '';
  const [whole = '0', part = ''] = text.split('.');
  const { decimal, group } = marks[language];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${sign}${grouped}${part && decimal}${part}`;
}

/** The shortest digits that name the value, of which as many as asked are kept; a half is rounded up, as one reads it. */
function rounded(value: number, digits: Digits): string {
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  const kept = 'figures' in digits ? digits.figures : exponent + 1 + digits.decimals;
  const all = mantissa.replace('.', '');
  const places = kept - 1 - exponent;
  const units = Math.round(Number(`${all}e${kept - all.length}`));
  const text = places > 0 ? withPoint(String(units), places) : `${units}${units === 0 ? '' : '0'.repeat(-places)}`;
  return 'figures' in digits ? filled(text, digits.leastFigures ?? 0) : text;
}

/** The point set so many places from the end, and no zeros after what remains. */
function withPoint(units: string, places: number): string {
  const long = units.padStart(places + 1, '0');
  return `${long.slice(0, -places)}.${long.slice(-places)}`.replace(/\.?0+$/, '');
}

/** Zeros after the point until there are so many significant figures. */
function filled(text: string, leastFigures: number): string {
  const missing = leastFigures - text.replace('.', '').replace(/^0+(?=.)/, '').length;
  if (missing <= 0) return text;
  return `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}
