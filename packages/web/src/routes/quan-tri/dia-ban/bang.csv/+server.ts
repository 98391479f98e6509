// The gap board as CSV, with a byte order mark so that Excel reads Vietnamese.
import type { PortalPerson } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import { loadAreas } from '#lib/portal/load-areas.ts';
import type { RequestHandler } from './$types';

const HEADING =
  'code,name,fixed_counted,fixed_needed,fixed_forecast,mobile_counted,mobile_needed,mobile_forecast,communes,communes_enough_fixed,communes_enough_mobile';

export const GET: RequestHandler = async (event) => {
  const person = await ask<PortalPerson>(event, '/api/v1/portal/me');
  if (!person.ok) error(person.problem.status, problemText(person.problem));
  const { month, lines } = await loadAreas(event, event.url.searchParams.get('tinh') ?? '');
  const rows = lines.map((line) =>
    [
      line.code,
      `"${line.name.replaceAll('"', '""')}"`,
      line.fixed.counted,
      line.fixed.needed,
      line.forecastFixed ?? '',
      line.mobile.counted,
      line.mobile.needed,
      line.forecastMobile ?? '',
      line.communes ?? '',
      line.enoughFixed ?? '',
      line.enoughMobile ?? '',
    ].join(','),
  );
  return new Response(`\uFEFF${[HEADING, ...rows].join('\r\n')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="i-speed-${month}-dia-ban.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
