// Addresses inside the site, in the language of the page.
import { localizeHref } from '#lib/paraglide/runtime.js';

/** The address of a path ("/thong-ke") in the present language, or the given one; without the final slash that would cost a redirect. */
export function href(path: string, locale?: 'vi' | 'en'): string {
  const [address = path, query] = localizeHref(path, locale === undefined ? {} : { locale }).split('?', 2);
  const trimmed = address.length > 1 ? address.replace(/\/$/, '') : address;
  return query === undefined ? trimmed : `${trimmed}?${query}`;
}
