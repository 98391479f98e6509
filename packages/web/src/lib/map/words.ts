// What the map says of an area, in the page's language.
import { countText, figureText, plainText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { networkText } from '#lib/statistics/network.ts';
import type { MapArea } from './areas.ts';
import type { MapClass } from './classes.ts';
import type { Kind, MapView, Measure } from './view.ts';

export const measureWord: Record<Measure, () => string> = {
  download: m.indicator_download,
  upload: m.indicator_upload,
  latency: m.indicator_latency,
};

export const kindWord: Record<Kind, () => string> = {
  'on-net': m.kind_on_net,
  exchange: m.kind_exchange,
  hosting: m.kind_hosting,
  abroad: m.kind_abroad,
};

export function accessText(access: MapView['access']): string {
  return access === 'all' ? m.map_access_all() : networkText(access);
}

/** "Tốc độ tải xuống, trung vị theo tỉnh, thành phố" */
export function subjectText(measure: Measure, level: string): string {
  return m.map_subject({ measure: measureWord[measure](), level: level.toLowerCase() });
}

export function unitOf(measure: Measure): string {
  return measure === 'latency' ? 'ms' : 'Mbps';
}

/** "38,5 Mbps, trong khoảng 36–41", or why there is no figure. */
export function figureOfArea(area: MapArea, measure: Measure): string {
  const { state, value, low, high, missingDevices, countedN } = area;
  const range = low === undefined || high === undefined ? '' : `${figureText(low)}–${figureText(high)}`;
  if (state === 'figure' && value !== undefined)
    return m.map_figure({ figure: `${figureText(value)} ${unitOf(measure)}`, range });
  if (state === 'modelled' && value !== undefined)
    return m.map_modelled_figure({ figure: `${figureText(value)} ${unitOf(measure)}`, range });
  if (state === 'wide') return m.map_wide({ range: `${range} ${unitOf(measure)}` });
  if (missingDevices !== undefined) return m.stats_few({ n: countText(missingDevices) });
  if (state === 'few') return m.map_few();
  if (state === 'covered') return m.map_covered();
  return countedN > 0 ? m.map_none_of_kind() : m.map_none();
}

/** "1.204 mẫu từ 312 máy" */
export function sampleOfArea({ n, devices }: MapArea): string {
  return m.stats_counts({ n: countText(n), devices: countText(devices) });
}

/** "40–80", "dưới 10", "từ 320" with the unit. */
export function classText({ low, high }: MapClass, measure: Measure): string {
  const unit = unitOf(measure);
  if (low === undefined) return `${m.map_below({ limit: plainText(high ?? 0) })} ${unit}`;
  if (high === undefined) return `${m.map_from({ limit: plainText(low) })} ${unit}`;
  return `${plainText(low)}–${plainText(high)} ${unit}`;
}
