// Which target of its own a unit has in a month: the one that was set last until then.
import type { OwnTargets } from '../store/portal-schema.ts';

/** Samples of each access kind; absent where the campaign's own target holds. Without a month what holds last. */
export function targetAt(targets: OwnTargets, month?: string): number | undefined {
  const since = Object.keys(targets)
    .filter((from) => month === undefined || from <= month)
    .sort()
    .at(-1);
  return since === undefined ? undefined : (targets[since] ?? undefined);
}
