// Communes with too few devices for a median: in its place the model's estimate, painted apart and named so.
import type { ModelledCommunesAnswer } from '@i-speed/spec';
import { type MapArea, textured } from './areas.ts';
import { askJson, type Get } from './ask.ts';
import { classOf } from './classes.ts';
import { isOfficialMonth, type Kind, type MapView, type Measure, periodOf } from './view.ts';

/** `awaited`: asked for; `unusable`: not of what is asked; `untested`: too few communes to try the model on; `withheld`: it failed its back-test; `missing`: it could not be had. */
export type ModelState = 'awaited' | 'told' | 'untested' | 'unusable' | 'withheld' | 'missing';

/** What the model tells, and how it stands. */
export type Modelled = { state: ModelState; communes: ModelledCommunesAnswer['communes'] };

/**
 * Path of the API's answer; absent where the model may not be used: of latency, of one technology or operator, of more than a month, of
 * hexagons, or where nobody measured.
 */
export function modelledPath(
  view: MapView,
  today: string,
  kind: Kind | undefined,
  province?: string,
): string | undefined {
  const { measure, access, level } = view;
  if (!isOfficialMonth(view) || measure === 'latency' || level === 'hexagon' || kind === undefined) return undefined;
  const query = new URLSearchParams({ indicator: measure, access, networkKind: kind, ...periodOf(view, today) });
  if (province !== undefined) query.set('province', province);
  return `/api/v1/statistics/modelled/communes?${query}`;
}

/** What is at a path of `modelledPath`. Never rejects: measured figures stand without it. */
export async function askModelled(get: Get, path: string | undefined): Promise<Modelled> {
  if (path === undefined) return { state: 'unusable', communes: [] };
  const answer = await askJson<ModelledCommunesAnswer>(get, path).catch(() => undefined);
  if (answer === undefined) return { state: 'missing', communes: [] };
  const { holds } = answer.backTest;
  const state = holds === null ? 'untested' : holds ? 'told' : 'withheld';
  return { state, communes: answer.communes };
}

/** What is told within so many ms, or that it is awaited. */
export function toldWithin(ms: number, modelled: Promise<Modelled>): Promise<Modelled> {
  const patience = new Promise<Modelled>((resolve) => setTimeout(resolve, ms, { state: 'awaited', communes: [] }));
  return Promise.race([modelled, patience]);
}

/** The areas, those with the model's estimate that have too few devices for a median; whatever has a figure, or is hidden, stays as it is. */
export function withModelled(areas: readonly MapArea[], { communes }: Modelled, measure: Measure): MapArea[] {
  const known = new Map(communes.map((one) => [one.code, one.modelled]));
  return areas.map((area) => {
    const estimate = known.get(area.code);
    if (estimate === undefined || area.state !== 'few' || area.missingDevices === undefined) return area;
    const { value, interval, ownShare } = estimate;
    return textured({
      ...area,
      ...{ state: 'modelled', value, ...interval, ownShare, classIndex: classOf(value, measure) },
    });
  });
}
