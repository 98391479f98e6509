// The layers of the map in MapLibre's terms: own polygons only, glyphs drawn by the browser, nothing from another host.
import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { areaLayers, dotLayers, figureColour, fillLayer, labelLayer, textureLayer } from './layers.ts';
import type { Look } from './look.ts';
import type { Level } from './view.ts';

/** Communes are drawn over their provinces from this zoom on, where the view does not say otherwise. */
export const communeZoom = 7;
const communeLabelZoom = 9.5;

/** Zooms at which communes are seen, and provinces painted by figures of their own. */
function zoomsOf(level: Level): { communesFrom: number; provincesTo: number } {
  if (level === 'auto') return { communesFrom: communeZoom, provincesTo: communeZoom };
  return { communesFrom: level === 'commune' ? 0 : 24, provincesTo: level === 'province' ? 24 : 0 };
}

/**
 * Style without any address; the sources are filled later. Features bear `colour`, a place in `Look.areas`, and `texture` where they have one. Every layer that
 * covers the country costs as much again where the processor draws it, so that there are few.
 */
export function styleOf(look: Look, level: Level): StyleSpecification {
  const empty: GeoJSONSourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  const shapes = { ...empty, tolerance: 0.5, buffer: 16 };
  const { communesFrom, provincesTo } = zoomsOf(level);
  return {
    version: 8,
    sources: {
      ...{ provinces: shapes, communes: shapes, hexagons: shapes, marked: shapes },
      ...{ labels: empty, islands: empty, points: empty, spots: empty, own: empty },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': look.sea } },
      // Under communes it shows where these have not come yet.
      {
        id: 'provinces-fill',
        type: 'fill',
        source: 'provinces',
        paint: {
          'fill-color': provincesTo === 0 ? (look.areas[0] ?? '') : figureColour(look),
          'fill-antialias': false,
        },
      },
      ...areaLayers('provinces', look, 0, provincesTo),
      fillLayer('communes', look, communesFrom),
      ...areaLayers('communes', look, communesFrom, 24),
      {
        ...fillLayer('hexagons', look, level === 'hexagon' ? 0 : 24),
        paint: { 'fill-color': figureColour(look), 'fill-outline-color': look.line },
      },
      textureLayer('hexagons', level === 'hexagon' ? 0 : 24, 24),
      {
        id: 'provinces-edge',
        type: 'line',
        source: 'provinces',
        minzoom: communesFrom === 24 ? 0 : communesFrom,
        paint: {
          'line-color': look.text,
          'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 8, 1.2],
          'line-opacity': 0.7,
        },
      },
      // A source of one area: a line of no width around all the others would be drawn too.
      { id: 'marked', type: 'line', source: 'marked', paint: { 'line-color': look.text, 'line-width': 3 } },
      ...dotLayers(look),
      labelLayer('communes', look, communeLabelZoom),
      labelLayer('provinces', look, 4.6),
      labelLayer('islands', look, 0),
    ],
  };
}
