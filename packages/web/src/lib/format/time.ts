// Instants in the country's own time.
import { getLocale } from '#lib/paraglide/runtime.js';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** "13/09/2025 08:05" in both languages: day first. */
export function dateTimeText(instant: string | Date): string {
  const parts = { dateStyle: 'short', timeStyle: 'short', timeZone: TIME_ZONE } as const;
  return new Intl.DateTimeFormat(getLocale() === 'vi' ? 'vi-VN' : 'en-GB', parts).format(new Date(instant));
}

/** "13/09/2025" of a calendar day `2025-09-13`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return date === undefined ? `${month}/${year}` : `${date}/${month}/${year}`;
}
