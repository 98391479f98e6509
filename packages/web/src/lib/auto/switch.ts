// Switching automatic mode on and off, and telling the browser that it may measure in the background.
import type { AutoSettings } from '@i-speed/engine';
import { stateAnew } from './attempt.ts';
import { type AutoRecord, changeAuto, FIRST_RECORD } from './auto-store.ts';
import { lookAround } from './device.ts';
import { AUTO_FLAG } from './flag.ts';
import { identityNow, watchAuto } from './watch.ts';

/** Tag of the periodic event that the service worker listens for. */
export const AUTO_TAG = 'i-speed.auto';

type PeriodicSync = {
  register(tag: string, options: { minInterval: number }): Promise<void>;
  unregister(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
};

/** On, or on with other settings: the next run is set anew. Rejects where the device stores nothing. */
export async function switchOn(settings: AutoSettings): Promise<AutoRecord> {
  const world = await lookAround();
  const identity = identityNow();
  const record = await changeAuto((before) => {
    const state = stateAnew({ ...before, settings }, world);
    return { ...before, isOn: true, settings, identity, state };
  });
  localStorage.setItem(AUTO_FLAG, 'on');
  watchAuto();
  await (await periodicSync())?.register(AUTO_TAG, { minInterval: settings.intervalMs / 2 }).catch(() => undefined);
  return record;
}

/** Off: what the month used stays known, so that switching off and on gives no new budget. */
export async function switchOff(): Promise<AutoRecord> {
  localStorage.removeItem(AUTO_FLAG);
  await (await periodicSync())?.unregister(AUTO_TAG).catch(() => undefined);
  return changeAuto((record) => ({ ...record, isOn: false }));
}

/** Off, and nothing of what it did or whose it was is left. */
export async function forgetAuto(): Promise<void> {
  await switchOff();
  await changeAuto(() => FIRST_RECORD);
}

/** Whether the browser granted measuring in the background. */
export async function isInBackground(): Promise<boolean> {
  const sync = await periodicSync();
  const tags: string[] = (await sync?.getTags().catch(() => undefined)) ?? [];
  return tags.includes(AUTO_TAG);
}

/** Absent where the browser has none, or no service worker serves this page. */
async function periodicSync(): Promise<PeriodicSync | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration && syncOf(registration);
}

/** Guarantee: where a registration has `periodicSync`, it follows the Periodic Background Sync draft. */
function syncOf(registration: ServiceWorkerRegistration): PeriodicSync | undefined {
  return (registration as ServiceWorkerRegistration & { periodicSync?: PeriodicSync }).periodicSync;
}
