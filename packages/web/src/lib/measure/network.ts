// What the hub says of this network before anything is measured: asked like a ticket, which is then left to expire.

import { createId } from '@i-speed/engine';
import type { TicketResponse } from '@i-speed/spec';
import { choices } from '#lib/store/choices.svelte.ts';
import { VERSION } from './client.ts';

/** Network and candidates; absent when the hub cannot be asked. */
export async function lookUpNetwork(): Promise<TicketResponse | undefined> {
  const { pointId } = choices;
  const body = {
    measurementId: createId(Date.now()),
    client: { kind: 'web', version: VERSION },
    ...(pointId && { pointId }),
  };
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/v1/tickets', { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.ok ? asTickets(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Guarantee: the hub answers by the schema of its own document. */
function asTickets(json: unknown): TicketResponse {
  return json as TicketResponse;
}
