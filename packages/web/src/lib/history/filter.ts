// Which of the device's measurements are shown.
import type { Submission } from '@i-speed/spec';
import type { StoredMeasurement } from '#lib/store/device-store.ts';

export type HistoryFilter = {
  trigger: 'all' | 'manual' | 'auto';
  access: 'all' | 'mobile' | 'fixed' | 'untold';
  /** Days back from now; absent: all. */
  days?: number | undefined;
};

const DAY_MS = 86_400_000;

export function filterHistory(
  list: readonly StoredMeasurement[],
  { trigger, access, days }: HistoryFilter,
  nowMs: number,
): StoredMeasurement[] {
  return list.filter(
    ({ submission }) =>
      (trigger === 'all' || (submission.trigger === 'manual' ? 'manual' : 'auto') === trigger) &&
      (access === 'all' || accessOf(submission) === access) &&
      (days === undefined || Date.parse(submission.startedAt) >= nowMs - days * DAY_MS),
  );
}

/** Wi-Fi and cable are fixed access as far as the device knows. */
function accessOf({ access }: Submission): 'mobile' | 'fixed' | 'untold' {
  if (access?.kind !== undefined) return access.kind;
  return access?.technology === 'wifi' || access?.technology === 'ethernet' ? 'fixed' : 'untold';
}
