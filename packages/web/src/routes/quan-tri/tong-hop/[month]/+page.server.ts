// The nation's month: what each province handed up, and what the nation does with it.
import type { NationBoard, NationConsolidation, NationLine } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const board = await ask<NationBoard>(event, monthPath(event));
  if (!board.ok) error(board.problem.status, problemText(board.problem));
  const roles = person.grants.map(({ role }) => role);
  return {
    board: board.value,
    path: monthPath(event),
    reviews: roles.includes('national-admin'),
    exports: roles.some((role) => ['national-admin', 'national-viewer', 'auditor'].includes(role)),
  };
};

export const actions: Actions = {
  async accept(event) {
    const sender = field(await event.request.formData(), 'sender');
    return tell(await ask<NationLine>(event, `${monthPath(event)}/senders/${sender}/acceptance`, {}));
  },
  async giveBack(event) {
    const form = await event.request.formData();
    const [sender, reason] = [field(form, 'sender'), field(form, 'reason')];
    const asked = await ask<NationLine>(event, `${monthPath(event)}/senders/${sender}/return`, { reason });
    return tell(asked, { sender, reason });
  },
  async consolidate(event) {
    return tell(await ask<NationConsolidation>(event, `${monthPath(event)}/consolidation`, {}));
  },
};

function monthPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/nation/months/${params.month}`;
}

function tell(asked: Awaited<ReturnType<typeof ask>>, kept: { sender?: string; reason?: string } = {}) {
  return asked.ok
    ? { done: true as const }
    : fail(asked.problem.status, { kept, fault: problemText(asked.problem, { reason: m.portal_reason }) });
}
