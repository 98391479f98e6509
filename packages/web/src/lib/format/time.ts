// Instants in the country's own time.
import { MINUTES_AHEAD_OF_UTC } from '@i-speed/reference/browser';

export { TIME_ZONE } from '@i-speed/reference/browser';

/** Reckoned by hand, as a formatter of `Intl` costs a phone's start a long task. */
const AHEAD_MS = MINUTES_AHEAD_OF_UTC * 60_000;

/** "13/09/2025 08:05" in both languages. */
export function dateTimeText(instant: string | Date): string {
  const [day = '', time = ''] = localText(new Date(instant).getTime()).split('T');
  return `${dayText(day)} ${time.slice(0, 5)}`;
}

/** "13/09/2025" of a calendar day `2025-09-13`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return date === undefined ? `${month}/${year}` : `${date}/${month}/${year}`;
}

/** The calendar day `2025-09-13` on which an instant falls. */
export function dayAt(instantMs: number): string {
  return localText(instantMs).slice(0, 10);
}

function localText(instantMs: number): string {
  return new Date(instantMs + AHEAD_MS).toISOString();
}
