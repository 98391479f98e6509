// Addresses inside the site: English ones begin with /en, below that both languages share the same paths.
import { getLocale } from '#lib/paraglide/runtime.js';

const ENGLISH = /^\/en(?=[/?#]|$)/i;

/** The address as both languages share it: "/en/thong-ke?a=1" is "/thong-ke?a=1". */
export function sharedPath(address: string): string {
  const rest = address.replace(ENGLISH, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The address of a path ("/thong-ke") in the present language, or the given one; without the final slash that would cost a redirect. */
export function href(path: string, locale: 'vi' | 'en' = getLocale()): string {
  const shared = sharedPath(path);
  return locale === 'vi' ? shared : `/en${shared.replace(/^\/(?=[?#]|$)/, '')}`;
}
