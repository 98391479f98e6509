// Automatic mode while a page is open: looks whether it is time, and measures. It starts with the first page and ends with the tab.
import { measureInWorker } from '@i-speed/engine';
import { askPosition } from '#lib/measure/position.ts';
import { choices, restoreChoices } from '#lib/store/choices.svelte.ts';
import { installId } from '#lib/store/install.ts';
import { attemptAuto } from './attempt.ts';
import { type AutoIdentity, changeAuto, onAutoChange, readAuto } from './auto-store.ts';

/** The page's own work goes first. */
const FIRST_LOOK_MS = 3_000;
const LOOK_MS = { least: 1_000, most: 60_000 } as const;

let isWatching = false;

/** True where the browser has what automatic mode needs: a secure context with locks and a database. */
export function canMeasureByItself(): boolean {
  return isSecureContext && 'locks' in navigator && 'indexedDB' in globalThis && 'BroadcastChannel' in globalThis;
}

/** Starts watching; a second call does nothing. */
export function watchAuto(): void {
  if (isWatching || !canMeasureByItself()) return;
  isWatching = true;
  let timer = setTimeout(look, FIRST_LOOK_MS);
  let isLooking = false;
  onAutoChange(() => {
    if (!isLooking) plan(LOOK_MS.least);
  });

  function plan(inMs: number) {
    clearTimeout(timer);
    timer = setTimeout(look, inMs);
  }

  async function look() {
    isLooking = true;
    // A hidden page is slowed down by the browser: it would measure itself.
    const dueAtMs = document.hidden ? undefined : await attempt().catch(() => undefined);
    isLooking = false;
    plan(dueAtMs === undefined ? LOOK_MS.most : Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, dueAtMs - Date.now())));
  }
}

/** What the pages know of this install, for the service worker too. */
export function identityNow(): AutoIdentity {
  restoreChoices();
  const install = installId();
  const { area, unit } = choices;
  return {
    ...(install !== undefined && { installId: install }),
    ...(unit && { unitCode: unit.code }),
    ...(area && {
      area: {
        ...{ provinceCode: area.provinceCode, edition: area.edition, source: 'chosen' },
        ...(area.communeCode !== undefined && { communeCode: area.communeCode }),
      },
    }),
  };
}

async function attempt(): Promise<number | undefined> {
  const { isOn, identity: known } = await readAuto();
  if (!isOn) return undefined;
  const identity = identityNow();
  if (JSON.stringify(identity) !== JSON.stringify(known)) await changeAuto((record) => ({ ...record, identity }));
  return attemptAuto({
    isBackground: false,
    measure: (options, signal) => {
      const worker = new Worker(new URL('../measure/engine-worker.ts', import.meta.url), { type: 'module' });
      return measureInWorker(worker, options, signal);
    },
    ...((await mayAskPosition()) && { askPosition }),
  });
}

/** Only where the person switched the position on and the browser would not ask again. */
async function mayAskPosition(): Promise<boolean> {
  if (!choices.sendPosition) return false;
  const { state } = await navigator.permissions.query({ name: 'geolocation' });
  return state === 'granted';
}
