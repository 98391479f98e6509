// Each opening of the pages counts once for the unit that brought this install; going from page to page is no new opening.
import { choices, restoreChoices } from '#lib/store/choices.svelte.ts';

/** Address of a unit's link, whose page counts its own opening. */
const LINK = /^(\/en)?\/d\//;

/** Called once a document, whichever page it opened on; without a unit nothing is sent. */
export async function countOpening(): Promise<void> {
  restoreChoices();
  if (choices.unit === undefined || LINK.test(location.pathname)) return;
  const { countOpen } = await import('./unit-link.ts');
  await countOpen();
}
