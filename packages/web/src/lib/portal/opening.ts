// Each opening of the pages counts once; going from page to page is no new opening.
import { dayAt } from '#lib/format/time.ts';
import { choices, restoreChoices } from '#lib/store/choices.svelte.ts';

/** Address of a unit's link, whose page counts its own opening. */
const LINK = /^(\/en)?\/d\//;
/** The day of the last opening, on the device alone. */
const KEY = 'i-speed.opened';

/** Called once a document, whichever page it opened on: for the country without any pseudonym, and for the unit that brought the install. */
export async function countOpening(): Promise<void> {
  if (isFollowUp()) return;
  restoreChoices();
  await countForCountry();
  if (choices.unit === undefined || LINK.test(location.pathname)) return;
  const { countOpen } = await import('./unit-link.ts');
  await countOpen();
}

/** True when this document was reached from another of ours in the same tab: pages without script are left by loading the next. */
function isFollowUp(): boolean {
  try {
    const isKnown = sessionStorage.getItem(KEY) !== null;
    sessionStorage.setItem(KEY, 'counted');
    return isKnown && URL.canParse(document.referrer) && new URL(document.referrer).origin === location.origin;
  } catch {
    return false;
  }
}

async function countForCountry(): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ first: firstness() });
  await fetch('/api/v1/openings', { method: 'POST', headers, body }).catch(() => undefined);
}

/** What this opening is for the device; a device that stores nothing would be new each time, and says neither. */
function firstness(): 'ever' | 'today' | 'no' {
  const today = dayAt(Date.now());
  try {
    const last = localStorage.getItem(KEY);
    localStorage.setItem(KEY, today);
    return last === null ? 'ever' : last === today ? 'no' : 'today';
  } catch {
    return 'no';
  }
}
