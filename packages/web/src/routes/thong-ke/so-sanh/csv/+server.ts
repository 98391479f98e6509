// The page's comparison as a file, by the same address.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { compareCsv } from '#lib/statistics/compare-csv.ts';
import { readCompare } from '#lib/statistics/compare-view.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ url, fetch }) => {
  const { view, name, otherName, compare } = await readCompare(url.searchParams, fetch);
  if (compare === undefined) error(503, m.stats_failed());
  return new Response(compareCsv(compare, [name, otherName]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="i-speed-compare-${view.month}.csv"`,
    },
  });
};
