// Reports that wait on this device until the hub has them; each has an id of its own, so that a second post is harmless.

import type { Problem } from '@i-speed/spec';

export type Waiting = { id: string; path: '/api/v1/white-spots'; body: object };

const KEY = 'i-speed.outbox';
const ANSWER_MS = 15_000;

/** `sent`: the hub has it; `kept`: it waits here; `refused`: it will never be taken, for what `problem` says. */
export type Outcome = { state: 'sent' } | { state: 'kept' } | { state: 'refused'; problem: Problem };

/** What waits; empty where the device stores nothing. */
export function waitingReports(): Waiting[] {
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Keeps it, then sends it. Never throws. */
export async function sendReport(report: Waiting): Promise<Outcome> {
  store([...waitingReports().filter(({ id }) => id !== report.id), report]);
  const outcome = await post(report);
  if (outcome.state !== 'kept') store(waitingReports().filter(({ id }) => id !== report.id));
  return outcome;
}

/** Sends what waits; gives how many the hub took. */
export async function sendWaitingReports(): Promise<number> {
  let sent = 0;
  for (const report of waitingReports()) {
    const { state } = await sendReport(report);
    if (state === 'kept') break;
    if (state === 'sent') sent += 1;
  }
  return sent;
}

async function post({ path, body }: Waiting): Promise<Outcome> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return { state: 'sent' };
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { state: 'kept' };
    return { state: 'refused', problem: await problemIn(answer) };
  } catch {
    return { state: 'kept' };
  }
}

function store(reports: Waiting[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(reports));
  } catch {
    // The device stores nothing: the report lives as long as its page.
  }
}

/** Guarantee: the hub refuses by the schema of its own document. */
async function problemIn(answer: Response): Promise<Problem> {
  return (await answer.json()) as Problem;
}

/** Guarantee: nothing but `store` writes this key. */
function parse(text: string | null): Waiting[] {
  return text === null ? [] : (JSON.parse(text) as Waiting[]);
}
