// Instants in the country's own time.

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

const clock = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: TIME_ZONE,
});

/** "13/09/2025 08:05" in both languages. */
export function dateTimeText(instant: string | Date): string {
  return clock.format(new Date(instant)).replace(',', '');
}

/** "13/09/2025" of a calendar day `2025-09-13`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return date === undefined ? `${month}/${year}` : `${date}/${month}/${year}`;
}
