// The campaigns of one's scope, each with the month whose form is collected now.
import type { Campaign, MonthBoard, PortalPerson } from '@i-speed/spec';
import { error, redirect } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { href } from '#lib/href.ts';
import { ask } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

const MOST_BOARDS = 2;
const FORBIDDEN = 403;

export const load: PageServerLoad = async (event) => {
  // An operator's engineer runs no campaign: the own network is what waits there.
  if (!(await event.parent()).takesPart) redirect(303, href('/quan-tri/mang'));
  const answer = await ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns');
  if (!answer.ok) error(answer.problem.status, problemWord(answer.problem));
  const { campaigns } = answer.value;
  // A board costs a count of all its units: those of one's own few campaigns are told at once, the country's when they are opened.
  const { person, campaigns: running } = await event.parent();
  const isLocal = person.grants.every(({ provinceCode, unitCode }) => provinceCode ?? unitCode);
  const asked = await Promise.all(
    (isLocal ? running.slice(0, MOST_BOARDS) : []).map(async ({ id, dueMonth }) => ({
      id,
      board: await ask<MonthBoard>(
        event,
        `/api/v1/portal/campaigns/${id}/months/${dueMonth}${isOfficer(person) ? '' : '?limit=0'}`,
      ),
    })),
  );
  return {
    isOfficer: isOfficer(person),
    campaigns,
    boards: asked.flatMap(({ board }) => (board.ok ? [board.value] : [])),
    /** Campaigns whose month is no longer open to this person, as the own unit was merged into another. */
    closed: asked.filter(({ board }) => !board.ok && board.problem.status === FORBIDDEN).map(({ id }) => id),
  };
};

/** Whether all that one has to do is to hand in the own units' forms. */
function isOfficer({ grants }: PortalPerson): boolean {
  return grants.every(({ unitCode }) => unitCode !== undefined);
}
