// The line above every page of a demo: outside the pages themselves, so that none can forget it and none can lose it.
import { m } from '#lib/paraglide/messages.js';

type Api = (request: Request) => Promise<Response>;
type Locale = 'vi' | 'en';

const STYLE =
  'position:sticky;inset-block-start:0;z-index:20;padding:.25rem 1rem;text-align:center;font-weight:600;color:#3a2c00;background:#ffd65c';

/** HTML of the line; nothing where the system holds real measurements or cannot tell. */
export async function demoMark(api: Api | undefined, locale: Locale): Promise<string> {
  if (api === undefined) return '';
  const answer = await api(new Request('http://localhost/api/v1/system'));
  return answer.headers.get('i-speed-data') === 'simulated'
    ? `<div role="note" data-demo style="${STYLE}">${m.demo_mark({}, { locale })}</div>`
    : '';
}
