// Asks the public gap board for what the portal shows.
import type { SufficiencyBoard } from '@i-speed/spec';
import { areaLines } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { TIME_ZONE } from '#lib/format/time.ts';
import { ask } from './ask.ts';

/** Lines of this month: of the provinces where `province` is '', else of its communes. Throws SvelteKit's error for what the hub refuses. */
export async function loadAreas(event: Parameters<typeof ask>[0], province: string) {
  const query = province === '' ? '' : `?province=${encodeURIComponent(province)}`;
  const asked = await ask<SufficiencyBoard>(event, `/api/v1/sufficiency${query}`);
  if (!asked.ok) error(asked.problem.status, problemWord(asked.problem));
  const board = asked.value;
  return {
    month: board.month,
    province: board.provinces.find(({ code }) => code === province),
    lines: areaLines(board, Date.now(), TIME_ZONE),
  };
}
