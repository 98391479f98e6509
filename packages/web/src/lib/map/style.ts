// The layers of the map in MapLibre's terms: own polygons only, glyphs drawn by the browser, nothing from another host.
import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { classCount, colourOf } from './classes.ts';

/** Colours as the page's custom properties hold them now. */
export type Look = {
  classes: string[];
  none: string;
  sea: string;
  line: string;
  hatch: string;
  text: string;
  accent: string;
  fault: string;
};

/** Communes are drawn over their provinces from this zoom on, where the view does not say otherwise. */
export const communeZoom = 7;
const communeLabelZoom = 9.5;

/** Reads the colours of the present scheme. */
export function readLook(element: Element): Look {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: Array.from({ length: classCount }, (_, index) => of(colourOf(index))),
    none: of('--map-none'),
    sea: of('--map-sea'),
    line: of('--map-line'),
    hatch: of('--map-hatch'),
    text: of('--text'),
    accent: of('--accent'),
    fault: of('--fault'),
  };
}

/** Zooms between which communes and provinces' own hatches are seen. */
export function zoomsOf(level: 'auto' | 'province' | 'commune'): { communesFrom: number; provincesTo: number } {
  if (level === 'auto') return { communesFrom: communeZoom, provincesTo: communeZoom };
  return level === 'commune' ? { communesFrom: 0, provincesTo: 0 } : { communesFrom: 24, provincesTo: 24 };
}

/** Style without any address; the sources are filled later. Features bear `classIndex` (-1 without figure) and `isShort`. */
export function styleOf(look: Look): StyleSpecification {
  const empty: GeoJSONSourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  const shapes = { ...empty, promoteId: 'code', tolerance: 0.5, buffer: 16 };
  return {
    version: 8,
    sources: { provinces: shapes, communes: shapes, labels: empty, islands: empty, points: empty, spots: empty },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': look.sea } },
      ...areaLayers('provinces', look),
      ...areaLayers('communes', look),
      {
        id: 'provinces-edge',
        type: 'line',
        source: 'provinces',
        minzoom: communeZoom,
        paint: {
          'line-color': look.text,
          'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 8, 1.2],
          'line-opacity': 0.7,
        },
      },
      hoverLayer('provinces', look),
      hoverLayer('communes', look),
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
      labelLayer('communes', look, communeLabelZoom),
      labelLayer('provinces', look, 4.6),
      labelLayer('islands', look, 0),
    ],
  };
}

function areaLayers(source: 'provinces' | 'communes', look: Look): LayerSpecification[] {
  const colour: ExpressionSpecification = [
    'case',
    ['<', ['get', 'classIndex'], 0],
    look.none,
    ['at', ['get', 'classIndex'], ['literal', look.classes]],
  ];
  return [
    {
      id: `${source}-fill`,
      type: 'fill',
      source,
      paint: { 'fill-color': ['to-color', colour], 'fill-antialias': false },
    },
    {
      id: `${source}-hatch`,
      type: 'fill',
      source,
      filter: ['==', ['get', 'isShort'], true],
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 5, 0.45, 8, 1] },
    },
    {
      id: `${source}-line`,
      type: 'line',
      source,
      paint: { 'line-color': look.line, 'line-width': source === 'provinces' ? 1 : 0.5 },
    },
  ];
}

function hoverLayer(source: 'provinces' | 'communes', look: Look): LayerSpecification {
  const isMarked: ExpressionSpecification = ['boolean', ['feature-state', 'marked'], false];
  return {
    id: `${source}-marked`,
    type: 'line',
    source,
    paint: { 'line-color': look.text, 'line-width': ['case', isMarked, 3, 0] },
  };
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

/** Thin diagonal lines on a transparent ground, drawn once; its side is a whole number of strokes so that tiles join. */
export function hatchImage(colour: string): ImageData | undefined {
  const side = 16;
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (context === null) return undefined;
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 1.6;
  context.beginPath();
  for (const shift of [-side, -side / 2, 0, side / 2, side]) {
    context.moveTo(shift, side);
    context.lineTo(shift + side, 0);
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
}
