// The nation at a glance: intake, points, provinces compared, exclusions, units that want a look.
import type { NationWatch, PublicPoint, SufficiencyBoard, ValidityReport } from '@i-speed/spec';
import { addDays, areaLines, dayOf } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { TIME_ZONE } from '#lib/format/time.ts';
import { ask } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

type OpeningDay = { opens: number; newDevices: number };

/** Openings are told of so many days, today included. */
const DAYS = 30;

export const load: PageServerLoad = async (event) => {
  const today = dayOf(Date.now(), TIME_ZONE);
  const [watch, board, points, validity, openings] = await Promise.all([
    ask<NationWatch>(event, '/api/v1/portal/nation/watch'),
    ask<SufficiencyBoard>(event, '/api/v1/sufficiency'),
    ask<{ points: PublicPoint[] }>(event, '/api/v1/points'),
    ask<ValidityReport>(event, '/api/v1/validity'),
    ask<{ days: OpeningDay[] }>(event, `/api/v1/openings?from=${addDays(today, 1 - DAYS)}&to=${today}`),
  ]);
  for (const asked of [watch, board, points, validity])
    if (!asked.ok) error(asked.problem.status, problemWord(asked.problem));
  if (!watch.ok || !board.ok || !points.ok || !validity.ok) error(500);
  const spreads = new Map(board.value.provinces.map(({ code, communeSpread }) => [code, communeSpread]));
  return {
    ...watch.value,
    // Absent where the hub does not tell: the rest of the page stands without it.
    openings: openings.ok
      ? {
          opens: openings.value.days.reduce((sum, { opens }) => sum + opens, 0),
          newDevices: openings.value.days.reduce((sum, { newDevices }) => sum + newDevices, 0),
        }
      : undefined,
    month: board.value.month,
    // The board puts those that lack most first; compared, the best stand first.
    provinces: areaLines(board.value, Date.now(), TIME_ZONE)
      .toReversed()
      .map((line) => ({ ...line, spread: spreads.get(line.code) })),
    points: points.value.points,
    validity: {
      ...validity.value,
      reasons: validity.value.reasons.filter(({ n }) => n > 0).toSorted((a, b) => b.n - a.n),
    },
  };
};
