// Which operators and technologies have so many of the measurements that what is asked of one of them alone is read long.
import type { Connections } from '../../open/connect.ts';
import { cells } from '../../statistics/answer.ts';
import type { Window } from './expected.ts';
import type { DueQuestion } from './make-due.ts';

/** What is asked of a smaller part of the measurements is answered sooner than pages are left. */
const LEAST_PART = 1 / 10;

/** Keys with a tenth of the measurements or more. Rejects with WarehouseError `unavailable`. */
export async function largest(
  connections: Connections,
  question: DueQuestion & Window & { readonly groupBy: 'operator' | 'technology' },
): Promise<string[]> {
  const found = await cells(connections, question);
  const count = (some: typeof found) => some.reduce((sum, { n }) => sum + n, 0);
  return [...Map.groupBy(found, ({ key }) => key)].flatMap(([key, own]) =>
    key !== undefined && count(own) >= count(found) * LEAST_PART ? [key] : [],
  );
}
