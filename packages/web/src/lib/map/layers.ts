// Layers of the map that more than one source has: fills, textures, borders, dots and names.
import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  LayerSpecification,
} from 'maplibre-gl';
import type { Look } from './look.ts';

/** Shapes that are painted by their figures; the later lie over the earlier. */
export type Source = 'provinces' | 'communes' | 'hexagons';

/** Farther away 3,321 borders are a grey veil, and half the work of a picture. */
const communeLineZoom = 6;

type CircleColour = string | ExpressionSpecification;

/** The colour of a feature's `colour`, a place in `Look.areas`. */
export function figureColour({ areas }: Look): ExpressionSpecification {
  return ['to-color', ['at', ['get', 'colour'], ['literal', areas]]];
}

/** Areas by their figures. */
export function fillLayer(source: Source, look: Look, minzoom: number): FillLayerSpecification {
  const paint = { 'fill-color': figureColour(look), 'fill-antialias': false };
  return { id: `${source}-fill`, type: 'fill', source, minzoom, paint };
}

/** What lies over the colour of areas that have a texture. */
export function textureLayer(source: Source, minzoom: number, maxzoom: number): FillLayerSpecification {
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

/** Texture and border of areas. */
export function areaLayers(source: Source, look: Look, minzoom: number, hatchedTo: number): LayerSpecification[] {
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

/** Islands, places without signal, measurement points and the device's own places, the later above the earlier. */
export function dotLayers(look: Look): CircleLayerSpecification[] {
  const layer = (source: string, paint: CircleLayerSpecification['paint']): CircleLayerSpecification => ({
    id: source,
    type: 'circle',
    source,
    paint,
  });
  const ring = (radius: number, colour: CircleColour, stroke: string, width: number) => ({
    'circle-radius': radius,
    'circle-color': colour,
    'circle-stroke-color': stroke,
    'circle-stroke-width': width,
  });
  return [
    layer('islands', { 'circle-radius': 1.6, 'circle-color': look.text }),
    layer('spots', ring(5, look.sea, look.fault, 2.5)),
    layer('points', ring(5.5, look.accent, look.line, 2)),
    layer('own', ring(8, figureColour(look), look.text, 1.5)),
  ];
}

/** Names; those of islands are never hidden by others. */
export function labelLayer(
  kind: 'provinces' | 'communes' | 'islands',
  look: Look,
  minzoom: number,
): LayerSpecification {
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
