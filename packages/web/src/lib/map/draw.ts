// The map itself: MapLibre with the country's own shapes. Loaded by the map page alone, after its first picture is shown.
import 'maplibre-gl/dist/maplibre-gl.css';
import type { AreaShapes } from '@i-speed/reference/browser';
import { GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { MapArea } from './areas.ts';
import { painted, pointOf } from './features.ts';
import type { MapHexagon } from './hexagons.ts';
import { collection, openLabels } from './labels.ts';
import type { Source } from './layers.ts';
import { colourPlace, readLook, textureImages } from './look.ts';
import { countryBox } from './outline.ts';
import { styleOf } from './style.ts';
import { type Found, type Told, tellOf } from './tell.ts';
import type { Camera, Level } from './view.ts';

setWorkerUrl(workerUrl);

/** How far one may wander from the country, in degrees; and the closest look the boundaries bear. */
const MARGIN_DEGREES = 6;
const CLOSEST_ZOOM = 13;

export type DrawingOptions = Told & {
  container: HTMLElement;
  level: Level;
  at: Camera | undefined;
  language: 'vi' | 'en';
  /** Read out with the canvas. */
  label: string;
};

export type Drawing = ReturnType<typeof openDrawing>;

/** Opens a map in the container. Throws where the browser has no WebGL. Call `close` when the container goes. */
export function openDrawing({ container, level, at, language, label, onArea, onMove, onSight }: DrawingOptions) {
  const { west, south, east, north } = countryBox;
  const map = new MapLibre({
    container,
    style: styleOf(readLook(container), level),
    ...(at === undefined
      ? { bounds: [west, south, east, north] }
      : { center: [at.longitude, at.latitude], zoom: at.zoom }),
    maxBounds: [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES],
    maxZoom: CLOSEST_ZOOM,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', label);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
  const loaded = map.once('load').then(() => {
    addTextures(map, container);
    return map;
  });
  const fill = (source: string, data: GeoJSON.FeatureCollection) =>
    loaded.then(() => {
      const kept = map.getSource(source);
      if (kept instanceof GeoJSONSource) kept.setData(data);
    });
  const labels = openLabels(fill, language);

  tellOf(map, { onArea, onMove, onSight });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  let shown = level;
  const restyle = () => {
    map.setStyle(styleOf(readLook(container), shown), {
      transformStyle: (before, next) => ({ ...next, sources: before?.sources ?? next.sources }),
    });
    addTextures(map, container);
  };
  const recolour = () => loaded.then(restyle);
  scheme.addEventListener('change', recolour);
  /** By source and code, for the line around one. */
  const shapes: Record<Source, ReadonlyMap<string, GeoJSON.Feature>> = {
    ...{ provinces: new Map(), communes: new Map(), hexagons: new Map() },
  };
  const show = (source: Source, features: GeoJSON.Feature[]) => {
    container.dataset.state = 'painting';
    shapes[source] = new Map(features.map((one) => [String(one.properties?.code), one]));
    fill(source, collection(features));
  };
  let marked = '';

  return {
    ...labels,
    /** Paints the shapes of a level by what is known of their areas. */
    paint(source: 'provinces' | 'communes', features: AreaShapes['features'], areas: readonly MapArea[]) {
      const known = new Map(areas.map((area) => [area.code, area]));
      show(
        source,
        features.map(({ geometry, properties: { code } }) => painted(geometry, code, known.get(code))),
      );
    },
    paintHexagons(all: readonly MapHexagon[]) {
      show(
        'hexagons',
        all.map((one) => {
          const ring = [...one.boundary, ...one.boundary.slice(0, 1)];
          return painted({ type: 'Polygon', coordinates: [ring] }, one.code, one);
        }),
      );
    },
    showPoints(points: readonly { latitude: number; longitude: number; name: string }[]) {
      fill('points', collection(points.map((one) => pointOf(one, { name: one.name }))));
    },
    showSpots(spots: readonly { latitude: number; longitude: number }[]) {
      fill('spots', collection(spots.map((one) => pointOf(one, {}))));
    },
    /** The device's own places, in the colours of the classes. */
    showOwn(places: readonly { latitude: number; longitude: number; classIndex: number | undefined }[]) {
      fill('own', collection(places.map((one) => pointOf(one, { colour: colourPlace(one) }))));
    },
    showLevel(next: Level) {
      if (next === shown) return;
      shown = next;
      loaded.then(restyle);
    },
    /** Draws a line around one area. */
    mark(next: Found | undefined) {
      const key = next === undefined ? '' : `${next.source} ${next.code}`;
      if (key === marked) return;
      marked = key;
      const shape = next && shapes[next.source].get(next.code);
      fill('marked', collection(shape === undefined ? [] : [shape]));
    },
    look({ west, south, east, north }: { west: number; south: number; east: number; north: number }) {
      map.fitBounds([west, south, east, north], { padding: 24, animate: !isCalm.matches, duration: 500 });
    },
    lookAtAll() {
      map.fitBounds([west, south, east, north], { animate: !isCalm.matches, duration: 500 });
    },
    zoomBy(steps: number) {
      map.zoomTo(map.getZoom() + steps, { animate: !isCalm.matches });
    },
    close() {
      scheme.removeEventListener('change', recolour);
      map.remove();
    },
  };
}

function addTextures(map: MapLibre, container: HTMLElement): void {
  for (const [name, image] of Object.entries(textureImages(readLook(container).texture))) {
    if (map.hasImage(name)) map.removeImage(name);
    map.addImage(name, image, { pixelRatio: 2 });
  }
}
