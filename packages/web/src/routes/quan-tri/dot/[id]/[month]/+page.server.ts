// The board of a campaign's month, and what a manager does on it.
import type {
  BoardPart,
  Consolidation,
  MonthBoard,
  NationBoard,
  NationLine,
  Reminder,
  ReportLine,
  UnitTarget,
} from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { invalid, missing } from '#lib/form/refusal.ts';
import { field, refuse } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { countText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Asked, ask } from '#lib/portal/ask.ts';
import { reminderText } from '#lib/portal/reminder-text.ts';
import { chosenFile, textIn, upload } from '#lib/portal/upload.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const PAGE_LINES = 200;

/** The parts of a board as the address names them. */
const PARTS: Readonly<Record<string, BoardPart>> = { thieu: 'short', muon: 'late', cho: 'waiting' };

export const load: PageServerLoad = async (event) => {
  const filter = event.url.searchParams.get('loc') ?? '';
  const part = PARTS[filter];
  const page = Math.max(1, Math.trunc(Number(event.url.searchParams.get('trang') ?? 1)) || 1);
  const query = `?offset=${(page - 1) * PAGE_LINES}&limit=${PAGE_LINES}${part === undefined ? '' : `&part=${part}`}`;
  const board = await ask<MonthBoard>(event, `${monthPath(event)}${query}`);
  if (!board.ok) error(board.problem.status, problemWord(board.problem));
  const reminders = await ask<{ reminders: Reminder[] }>(event, `${campaignPath(event)}/reminders`);
  const targets = await ask<{ targets: UnitTarget[] }>(event, `${campaignPath(event)}/targets`);
  const sender = board.value.campaign.provinceCode ?? 'vn';
  const nation = reminders.ok
    ? await ask<NationBoard>(event, `/api/v1/portal/nation/months/${event.params.month}`)
    : undefined;
  return {
    board: board.value,
    // A campaign of the country is not a province manager's to run.
    leads: (await event.parent()).leads && reminders.ok,
    targets: targets.ok ? targets.value.targets : [],
    handedUp: nation?.ok ? nation.value.lines.find((line) => line.sender === sender) : undefined,
    reminders: reminders.ok ? reminders.value.reminders : undefined,
    path: monthPath(event),
    page,
    pages: Math.max(1, Math.ceil(board.value.counts[part ?? 'all'] / PAGE_LINES)),
    filter,
  };
};

export const actions: Actions = {
  async accept(event) {
    const unit = field(await event.request.formData(), 'unit');
    return tell(await ask<ReportLine>(event, `${monthPath(event)}/units/${unit}/acceptance`, {}));
  },
  async acceptPlain(event) {
    const asked = await ask<{ accepted: number }>(event, `${monthPath(event)}/acceptances`, {});
    return tell(asked, ({ accepted }) => m.portal_accepted_plain({ n: countText(accepted) }));
  },
  async consolidate(event) {
    return tell(await ask<Consolidation>(event, `${monthPath(event)}/consolidation`, {}));
  },
  async enlist(event) {
    const asked = await ask<{ added: number }>(event, `${campaignPath(event)}/units`, {});
    return tell(asked, ({ added }) => m.portal_enlisted({ n: countText(added) }));
  },
  async handUp(event) {
    return tell(await ask<NationLine>(event, `${monthPath(event)}/handing-up`, {}));
  },
  async letter(event) {
    const file = chosenFile(await event.request.formData(), 'file');
    const typed = { file: file?.name ?? '' };
    if (file === undefined)
      return refuse('letter', invalid(missing(typed)), { typed, sentences: { file: m.campaign_letter_none } });
    const kept = await upload(event, `${campaignPath(event)}/letter`, file);
    return kept.ok ? { done: true as const } : refuse('letter', kept.problem, { typed });
  },
  async target(event) {
    const form = await event.request.formData();
    const file = chosenFile(form, 'file');
    const table = file === undefined ? field(form, 'table') : await textIn(file);
    const set = await ask<{ set: number }>(event, `${campaignPath(event)}/targets`, table);
    return set.ok ? { done: m.portal_done() } : refuse('targets', set.problem, { typed: { table } });
  },
  async remind(event) {
    return tell(await ask<Reminder>(event, `${monthPath(event)}/reminders`, {}), reminderText);
  },
};

type Placed = Pick<RequestEvent, 'params'>;

function campaignPath({ params }: Placed): string {
  return `/api/v1/portal/campaigns/${params.id}`;
}

function monthPath(event: Placed): string {
  return `${campaignPath(event)}/months/${event.params.month}`;
}

/** What the page says of it: the fault, or what was done in the words of `say`. */
function tell<T>(asked: Asked<T>, say: (done: T) => string = () => m.portal_done()) {
  return asked.ok ? { done: say(asked.value) } : refuse('', asked.problem);
}
