// Calendar months in words.
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayText } from './time.ts';

/** "09/2025" of `2025-09`, after a word for month; in English "September 2025", which needs none. */
export function monthText(month: string): string {
  if (getLocale() === 'vi') return dayText(month);
  const format = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
