// The statistics page asks the public API; the whole view stands in the address.
import { promptly } from '#lib/promptly.ts';
import type { Answer } from '#lib/statistics/answer.ts';
import { apiPath, readView } from '#lib/statistics/view.ts';
import type { Fault } from '#lib/statistics/words.ts';
import type { PageServerLoad } from './$types';

type Province = { code: string; name: string; fullName: string };
type Get = typeof fetch;

export const load: PageServerLoad = async ({ url, fetch }) => {
  const view = readView(url.searchParams);
  const path = apiPath(view);
  const { get, told } = promptly(fetch);
  const [answer, provinces] = await Promise.all([ask(path, get), listProvinces(fetch)]);
  told(answer);
  if (answer?.ok) return { view, path, provinces, answer: await asAnswer<Answer>(answer) };
  const isRefused = answer?.status === 422 || answer?.status === 400;
  const { faults } = isRefused ? await asAnswer<{ faults?: Fault[] }>(answer) : { faults: [] };
  return { view, path, provinces, faults: faults ?? [] };
};

/** In the order of the alphabet; empty where the hub does not answer, and the filter is then left out. */
async function listProvinces(get: Get): Promise<Province[]> {
  const answer = await ask('/api/v1/provinces', get);
  const list = answer?.ok ? (await asAnswer<{ provinces: Province[] }>(answer)).provinces : [];
  return list.sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

function ask(path: string, get: Get): Promise<Response | undefined> {
  return get(path).catch(() => undefined);
}

/** Guarantee: the hub answers by the schema of its own document. */
async function asAnswer<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
