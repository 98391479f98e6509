// The map's first picture and its table come from the server; the browser asks the same API for more.
import type { OperatorList } from '@i-speed/spec';
import { addMonths, dayOf, monthOf, OFFICIAL_SUFFICIENCY } from '@i-speed/statistics';
import { TIME_ZONE } from '#lib/format/time.ts';
import { areasOf, usualKind, withUnmeasured } from '#lib/map/areas.ts';
import { askAreas, askShapes, askSpots } from '#lib/map/ask.ts';
import { askHexagons, hexagonsPath, tellingHexagons } from '#lib/map/hexagons.ts';
import { askModelled, modelledPath, toldWithin, withModelled } from '#lib/map/modelled.ts';
import { outlinesOf } from '#lib/map/outline.ts';
import { areasPath, isOfficialMonth, type MapView, readMapView } from '#lib/map/view.ts';
import { promptly } from '#lib/promptly.ts';
import { ask } from '#lib/statistics/ask-overview.ts';
import type { PageServerLoad } from './$types';

/** Months that are offered; any other may stand in the address. */
const OFFERED_MONTHS = 18;
/** What was measured waits so long for the model, ms; what the model tells later the browser asks for. */
const MODEL_PATIENCE_MS = 500;

export const load: PageServerLoad = async ({ url, fetch }) => {
  const operators = (await ask<OperatorList>('/api/v1/operators', fetch))?.operators ?? [];
  const asked = readMapView(url.searchParams);
  const nowMs = Date.now();
  const thisMonth = monthOf(nowMs, TIME_ZONE);
  const country = await askShapes(fetch, 'province').catch(() => undefined);
  const outlines = country && outlinesOf(country.shapes);
  const view = {
    ...asked,
    operator: operators.find(({ id }) => id === asked.operator)?.id,
    // Months to come and places that there are not are the default, as other words that mean nothing.
    period:
      asked.period.includes('-') && asked.period > thisMonth ? readMapView(new URLSearchParams()).period : asked.period,
    province: outlines?.find(({ code }) => code === asked.province)?.code,
  };
  const months = Array.from({ length: OFFERED_MONTHS }, (_, back) => addMonths(thisMonth, -back));
  const frame = { view, months, today: dayOf(nowMs, TIME_ZONE) };
  const spots = view.spots === 'yes' ? await askSpots(fetch, view.province).catch(() => undefined) : undefined;
  const { get, told } = promptly(fetch);
  const figures = outlines && (await readFigures(get, fetch, view, frame.today, outlines).catch(() => undefined));
  const hexagons =
    figures && view.level === 'hexagon'
      ? await tellingHexagons(view.at, (resolution) =>
          askHexagons(get, hexagonsPath(view, frame.today, figures.kind, resolution), view.measure),
        ).catch(() => undefined)
      : undefined;
  return {
    ...frame,
    spots,
    hexagons: told(hexagons),
    operators,
    figures,
    country: country && {
      isSchematic: country.isSchematic,
      archipelagos: country.archipelagos,
      outlines: outlines ?? [],
    },
  };
};

type Place = { code: string; name: string };

/** Figures of the provinces, and of the communes of the one that the view names; `patiently` asks for the model, which nothing waits for. */
async function readFigures(
  get: typeof fetch,
  patiently: typeof fetch,
  view: MapView,
  today: string,
  places: readonly Place[],
) {
  const { measure, province } = view;
  const [answer, ofProvince] = await Promise.all([
    askAreas(get, areasPath(view, today, 'province')),
    province === undefined ? undefined : readProvince(get, view, today, province),
  ]);
  const kind = view.kind ?? usualKind(answer);
  const isAsked = isOfficialMonth(view);
  const needed = {
    province: isAsked ? OFFICIAL_SUFFICIENCY.province : undefined,
    commune: isAsked ? OFFICIAL_SUFFICIENCY.commune : undefined,
  };
  const provinces = areasOf(answer, { kind, measure, needed: needed.province });
  const measured = ofProvince && areasOf(ofProvince.answer, { kind, measure, needed: needed.commune });
  const asked = measured && askModelled(patiently, modelledPath(view, today, kind, province));
  const modelled = asked && (await toldWithin(MODEL_PATIENCE_MS, asked));
  const communes = modelled && withModelled(measured, modelled, measure);
  const { from, to } = answer.period;
  return {
    kind,
    period: { from, to },
    asOf: answer.asOf,
    needed,
    leastDevices: answer.leastDevices,
    provinces: withUnmeasured(provinces, places, needed.province),
    communes: communes && withUnmeasured(communes, ofProvince?.places ?? [], needed.commune),
    model: modelled?.state,
  };
}

async function readProvince(get: typeof fetch, view: MapView, today: string, province: string) {
  const [answer, { shapes }] = await Promise.all([
    askAreas(get, areasPath(view, today, 'commune', province)),
    askShapes(get, 'commune', province),
  ]);
  return { answer, places: shapes.features.map(({ properties: { code, name } }): Place => ({ code, name })) };
}
