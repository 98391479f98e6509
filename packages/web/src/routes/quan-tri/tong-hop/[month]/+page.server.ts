// The nation's month: what each province handed up, and what the nation does with it.
import type { NationBoard, NationConsolidation, NationLine } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { field, refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { ask } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const board = await ask<NationBoard>(event, monthPath(event));
  if (!board.ok) error(board.problem.status, problemWord(board.problem));
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
    const sender = field(form, 'sender');
    const typed = typedIn(form, ['reason']);
    const asked = await ask<NationLine>(event, `${monthPath(event)}/senders/${sender}/return`, typed);
    return asked.ok ? { done: true as const } : refuse(`return-${sender}`, asked.problem, { typed });
  },
  async consolidate(event) {
    return tell(await ask<NationConsolidation>(event, `${monthPath(event)}/consolidation`, {}));
  },
};

function monthPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/nation/months/${params.month}`;
}

function tell(asked: Awaited<ReturnType<typeof ask>>) {
  return asked.ok ? { done: true as const } : refuse('', asked.problem);
}
