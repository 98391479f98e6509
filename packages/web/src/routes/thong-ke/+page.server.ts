// The statistics page asks the public API; the whole view stands in the address.
import { type Answer, groupings, indicators, sorts } from '#lib/statistics/answer.ts';
import type { PageServerLoad } from './$types';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const load: PageServerLoad = async ({ url, fetch }) => {
  const query = url.searchParams;
  const view = {
    indicator: pick(query.get('indicator'), indicators) ?? 'download',
    groupBy: pick(query.get('groupBy'), groupings) ?? 'day',
    access: pick(query.get('access'), ['mobile', 'fixed'] as const),
    sort: pick(query.get('sort'), sorts) ?? 'key',
    from: day(query.get('from')),
    to: day(query.get('to')),
  };
  const asked = new URLSearchParams({ indicator: view.indicator, groupBy: view.groupBy });
  for (const name of ['access', 'from', 'to'] as const) if (view[name]) asked.set(name, view[name]);
  const path = `/api/v1/statistics?${asked}`;
  const answer = await fetch(path).catch(() => undefined);
  if (answer?.ok) return { view, path, answer: asAnswer(await answer.json()) };
  const fault: { detail?: string } | undefined =
    answer?.status === 422 || answer?.status === 400 ? await answer.json() : undefined;
  return { view, path, fault: fault?.detail };
};

function pick<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}

function day(value: string | null): string | undefined {
  return value !== null && DAY.test(value) ? value : undefined;
}

/** Guarantee: the hub answers by the schema of its own document. */
function asAnswer(json: unknown): Answer {
  return json as Answer;
}
