// The unit whose link brought this install: kept on the device, told to the hub with each opening, forgotten when asked.
import { choices, rememberChoices } from '#lib/store/choices.svelte.ts';
import { installId } from '#lib/store/install.ts';

export type ChosenUnit = { code: string; name: string };

/** Keeps the unit and counts this opening. False where the device stores nothing or the hub cannot be asked. */
export async function joinUnit(unit: ChosenUnit): Promise<boolean> {
  choices.unit = unit;
  rememberChoices();
  return countOpen();
}

/** Counts an opening for the unit that is kept; without one nothing is sent. */
export async function countOpen(): Promise<boolean> {
  const install = installId();
  if (choices.unit === undefined || install === undefined) return false;
  return post(`/api/v1/units/${choices.unit.code}/opens`, install);
}

/** Forgets the unit here and at the hub. */
export async function leaveUnit(): Promise<boolean> {
  delete choices.unit;
  rememberChoices();
  const install = installId();
  return install === undefined || post('/api/v1/units/forget', install);
}

async function post(path: string, install: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ installId: install }) });
    return answer.ok;
  } catch {
    return false;
  }
}
