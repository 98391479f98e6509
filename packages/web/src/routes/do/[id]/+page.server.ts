// One measurement under its permalink, from the public API, with the names that its codes stand for.
import type { PublicMeasurement, PublicPoint } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { askStandings, isRecent } from '#lib/measure/standing.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

type Get = typeof fetch;
type Named = { code: string; fullName: string };

export const load: PageServerLoad = async ({ params, fetch, url }) => {
  const answer = await fetch(`/api/v1/measurements/${encodeURIComponent(params.id)}`);
  if (answer.status === 404 || answer.status === 400 || answer.status === 422) error(404, m.permalink_absent());
  if (!answer.ok) error(503, m.error_other());
  const measurement = await asAnswer<PublicMeasurement>(answer);
  const { provinceCode, pointId, access, startedAt } = measurement;
  const [areaName, point, standings] = await Promise.all([
    nameArea(measurement, fetch),
    pointOf(measurement, fetch),
    isRecent(startedAt, Date.now()) ? askStandings(fetch, { provinceCode, pointId, access: access?.kind }) : {},
  ]);
  return { measurement, areaName, point, standings, card: `${url.origin}/api/v1/measurements/${params.id}/card.png` };
};

/** "Phường Bến Thành, Thành phố Hồ Chí Minh", or the province alone; absent without an area. */
async function nameArea({ provinceCode, communeCode }: PublicMeasurement, get: Get): Promise<string | undefined> {
  if (provinceCode === undefined) return undefined;
  const path = `/api/v1/provinces/${provinceCode}/communes`;
  const list = await ask<{ province: Named; communes: Named[] }>(path, get);
  const commune = list?.communes.find(({ code }) => code === communeCode)?.fullName;
  return list && [commune, list.province.fullName].filter((name) => name !== undefined).join(', ');
}

async function pointOf({ pointId }: PublicMeasurement, get: Get): Promise<PublicPoint | undefined> {
  const list = pointId === undefined ? undefined : await ask<{ points: PublicPoint[] }>('/api/v1/points', get);
  return list?.points.find(({ id }) => id === pointId);
}

/** A list that only names what is shown: without it the page still shows the rest. */
async function ask<T>(path: string, get: Get): Promise<T | undefined> {
  const answer = await get(path);
  return answer.ok ? asAnswer<T>(answer) : undefined;
}

/** Guarantee: the hub answers by the schema of its own document. */
async function asAnswer<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
