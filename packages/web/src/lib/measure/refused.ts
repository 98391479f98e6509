// Why the hub took no result, in the page's language: the API tells it in English, with a code and the path of what is wrong.
import type { Problem } from '@i-speed/spec';
import { m } from '#lib/paraglide/messages.js';

/** What is wrong, what was kept, and what to do. */
export function refusedText({ code, faults = [] }: Pick<Problem, 'code' | 'faults'>): string {
  const isAt = (...names: string[]) => faults.some(({ path }) => names.includes(path.split('.')[0] ?? ''));
  // The id bears a time too, of the same clock.
  if (isAt('id', 'startedAt')) return m.refused_clock();
  if (isAt('area', 'position')) return m.refused_place();
  return m.refused_other({ code });
}
