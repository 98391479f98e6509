// Where a number's definition stands on the site.
import { href } from '#lib/href.ts';

/** Address of the definition of a word of docs/method, in the page's language. */
export function methodHref(anchor: string): string {
  return href(`/phuong-phap#${anchor}`);
}
