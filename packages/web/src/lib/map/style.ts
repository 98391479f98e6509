// The layers of the map in MapLibre's terms: own polygons only, glyphs drawn by the browser, nothing from another host.
import type {
  ExpressionSpecification,
  FillLayerSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Look } from './look.ts';
import type { Level } from './view.ts';

/** Communes are drawn over their provinces from this zoom on, where the view does not say otherwise. */
export const communeZoom = 7;
const communeLabelZoom = 9.5;
/** Farther away 3,321 borders are a grey veil, and half the work of a picture. */
const communeLineZoom = 6;

/** Shapes that are painted by their figures; the later lie over the earlier. */
export type Source = 'provinces' | 'communes' | 'hexagons';

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
      {
        id: 'islands',
        type: 'circle',
        source: 'islands',
        paint: { 'circle-radius': 1.6, 'circle-color': look.text },
      },
      {
        id: 'spots',
        type: 'circle',
        source: 'spots',
        paint: {
          'circle-radius': 5,
          'circle-color': look.sea,
          'circle-stroke-color': look.fault,
          'circle-stroke-width': 2.5,
        },
      },
      {
        id: 'points',
        type: 'circle',
        source: 'points',
        paint: {
          'circle-radius': 5.5,
          'circle-color': look.accent,
          'circle-stroke-color': look.line,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'own',
        type: 'circle',
        source: 'own',
        paint: {
          'circle-radius': 8,
          'circle-color': figureColour(look),
          'circle-stroke-color': look.text,
          'circle-stroke-width': 1.5,
        },
      },
      labelLayer('communes', look, communeLabelZoom),
      labelLayer('provinces', look, 4.6),
      labelLayer('islands', look, 0),
    ],
  };
}

function figureColour({ areas }: Look): ExpressionSpecification {
  return ['to-color', ['at', ['get', 'colour'], ['literal', areas]]];
}

function fillLayer(source: Source, look: Look, minzoom: number): FillLayerSpecification {
  const paint = { 'fill-color': figureColour(look), 'fill-antialias': false };
  return { id: `${source}-fill`, type: 'fill', source, minzoom, paint };
}

function textureLayer(source: Source, minzoom: number, maxzoom: number): FillLayerSpecification {
  return {
    id: `${source}-texture`,
    type: 'fill',
    source,
    minzoom,
    maxzoom,
    filter: ['has', 'texture'],
    paint: {
      'fill-pattern': ['image', ['get', 'texture']],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 5, 0.45, 8, 1],
    },
  };
}

function areaLayers(source: Source, look: Look, minzoom: number, hatchedTo: number): LayerSpecification[] {
  return [
    textureLayer(source, minzoom, hatchedTo),
    {
      id: `${source}-line`,
      type: 'line',
      source,
      minzoom: source === 'communes' ? Math.max(minzoom, communeLineZoom) : minzoom,
      paint: { 'line-color': look.line, 'line-width': source === 'provinces' ? 1 : 0.5 },
    },
  ];
}

function labelLayer(kind: 'provinces' | 'communes' | 'islands', look: Look, minzoom: number): LayerSpecification {
  const isAlways = kind === 'islands';
  return {
    id: `${kind}-label`,
    type: 'symbol',
    source: 'labels',
    minzoom,
    filter: ['==', ['get', 'kind'], kind],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Be Vietnam Pro', 'sans-serif'],
      'text-size': kind === 'provinces' ? 13 : 12,
      'text-max-width': 7,
      'text-allow-overlap': isAlways,
      'text-ignore-placement': isAlways,
    },
    paint: { 'text-color': look.text, 'text-halo-color': look.sea, 'text-halo-width': 1.6 },
  };
}
