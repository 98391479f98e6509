// An act as the page's readers know it.
import { getLocale } from '#lib/paraglide/runtime.js';

/** Its name; on English pages what it is called in English first. Absent where no act is known. */
export function actText(act: {
  legalSource?: string | undefined;
  legalSourceEn?: string | undefined;
}): string | undefined {
  const { legalSource, legalSourceEn } = act;
  if (legalSource === undefined || legalSourceEn === undefined || getLocale() !== 'en') return legalSource;
  return `${legalSourceEn} (${legalSource})`;
}
