// The map itself: MapLibre with the country's own shapes. Loaded by the map page alone, after its first picture is shown.
import 'maplibre-gl/dist/maplibre-gl.css';
import type { AreaShapes } from '@i-speed/reference/browser';
import { GeoJSONSource, Map as MapLibre, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { MapArea } from './areas.ts';
import type { Archipelago, Label } from './ask.ts';
import { countryBox } from './outline.ts';
import { hatchImage, readLook, styleOf, zoomsOf } from './style.ts';
import type { Camera } from './view.ts';

setWorkerUrl(workerUrl);

/** How far one may wander from the country, in degrees; and the closest look the boundaries bear. */
const MARGIN_DEGREES = 6;
const CLOSEST_ZOOM = 13;

type Level = 'provinces' | 'communes';

export type DrawingOptions = {
  container: HTMLElement;
  at: Camera | undefined;
  language: 'vi' | 'en';
  /** Read out with the canvas. */
  label: string;
  /** The area under the finger, the mouse, or while keys move the map its middle; `isChosen` by a click or the Enter key. */
  onArea: (found: { level: Level; code: string } | undefined, isChosen: boolean) => void;
  /** Where one looks, after each movement. */
  onMove: (camera: Camera) => void;
  /** The provinces in sight, whenever all is drawn. */
  onSight: (zoom: number, provinces: string[]) => void;
};

export type Drawing = ReturnType<typeof openDrawing>;

/** Opens a map in the container. Throws where the browser has no WebGL. Call `close` when the container goes. */
export function openDrawing({ container, at, language, label, onArea, onMove, onSight }: DrawingOptions) {
  const { west, south, east, north } = countryBox;
  const map = new MapLibre({
    container,
    style: styleOf(readLook(container)),
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
    addHatch(map, container);
    return map;
  });
  const fill = (source: string, data: GeoJSON.FeatureCollection) =>
    loaded.then(() => {
      const kept = map.getSource(source);
      if (kept instanceof GeoJSONSource) kept.setData(data);
    });
  const labels: Record<'provinces' | 'communes' | 'islands', GeoJSON.Feature<GeoJSON.Point>[]> = {
    provinces: [],
    communes: [],
    islands: [],
  };
  const writeLabels = () =>
    fill('labels', {
      type: 'FeatureCollection',
      features: [...labels.provinces, ...labels.communes, ...labels.islands],
    });

  /** The smallest area drawn at a place of the canvas. */
  const areaAt = (place: MapMouseEvent['point']) => {
    const layers = ['communes-fill', 'provinces-fill'].filter((id) => map.getLayer(id) !== undefined);
    const found = map.queryRenderedFeatures(place, { layers });
    const first = found.find(({ source }) => source === 'communes') ?? found[0];
    if (first === undefined) return undefined;
    const level: Level = first.source === 'communes' ? 'communes' : 'provinces';
    return { level, code: String(first.properties.code) };
  };
  map.on('mousemove', ({ point }) => onArea(areaAt(point), false));
  map.on('mouseout', () => onArea(undefined, false));
  map.on('click', ({ point }) => onArea(areaAt(point), true));
  const middle = () => map.project(map.getCenter());
  canvas.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') onArea(areaAt(middle()), true);
  });
  map.on('moveend', () => {
    onMove(cameraOf(map));
    if (canvas.matches(':focus-visible')) onArea(areaAt(middle()), false);
  });
  map.on('idle', () => {
    container.dataset.state = 'painted';
    const inSight = map.queryRenderedFeatures({ layers: ['provinces-fill'] });
    onSight(map.getZoom(), [...new Set(inSight.map(({ properties }) => String(properties.code)))]);
  });
  map.on('movestart', () => {
    container.dataset.state = 'moving';
  });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => {
    map.setStyle(styleOf(readLook(container)), {
      transformStyle: (before, next) => ({ ...next, sources: before?.sources ?? next.sources }),
    });
    addHatch(map, container);
  };
  scheme.addEventListener('change', recolour);
  let marked: { source: Level; id: string } | undefined;

  return {
    /** Paints the shapes of a level by what is known of their areas. */
    paint(level: Level, features: AreaShapes['features'], areas: readonly MapArea[]) {
      container.dataset.state = 'painting';
      const known = new Map(areas.map((area) => [area.code, area]));
      fill(level, { type: 'FeatureCollection', features: features.map((one) => painted(one, known)) });
    },
    name(level: Level, all: readonly Label[]) {
      labels[level] = all.map((one) => pointOf(one, { kind: level, name: one.name }));
      writeLabels();
    },
    /** The archipelagos' names, never hidden by others, and their islands. */
    nameIslands(archipelagos: readonly Archipelago[]) {
      labels.islands = archipelagos.map(({ label, names }) =>
        pointOf(label, { kind: 'islands', name: names[language] }),
      );
      const features = archipelagos.flatMap(({ islands }) => islands.map((one) => pointOf(one, {})));
      fill('islands', { type: 'FeatureCollection', features });
      writeLabels();
    },
    showPoints(points: readonly { latitude: number; longitude: number; name: string }[]) {
      const features = points.map((one) => pointOf(one, { name: one.name }));
      fill('points', { type: 'FeatureCollection', features });
    },
    showSpots(spots: readonly { latitude: number; longitude: number }[]) {
      fill('spots', { type: 'FeatureCollection', features: spots.map((one) => pointOf(one, {})) });
    },
    showLevel(level: 'auto' | 'province' | 'commune') {
      const { communesFrom, provincesTo } = zoomsOf(level);
      loaded.then(() => {
        for (const part of ['fill', 'hatch', 'line']) map.setLayerZoomRange(`communes-${part}`, communesFrom, 24);
        map.setLayerZoomRange('provinces-hatch', 0, provincesTo);
        map.setLayerZoomRange('provinces-edge', communesFrom === 24 ? 0 : communesFrom, 24);
      });
    },
    /** Draws a line around one area. */
    mark(next: { level: Level; code: string } | undefined) {
      if (marked !== undefined) map.setFeatureState(marked, { marked: false });
      marked = next && { source: next.level, id: next.code };
      if (marked !== undefined) map.setFeatureState(marked, { marked: true });
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

function cameraOf(map: MapLibre): Camera {
  const { lat, lng } = map.getCenter();
  return { latitude: lat, longitude: lng, zoom: map.getZoom() };
}

function addHatch(map: MapLibre, container: HTMLElement): void {
  const image = hatchImage(readLook(container).hatch);
  if (image === undefined) return;
  if (map.hasImage('hatch')) map.removeImage('hatch');
  map.addImage('hatch', image, { pixelRatio: 2 });
}

function painted(
  { geometry, properties: { code } }: AreaShapes['features'][number],
  areas: ReadonlyMap<string, MapArea>,
): GeoJSON.Feature {
  const area = areas.get(code);
  return {
    type: 'Feature',
    geometry,
    properties: { code, classIndex: area?.classIndex ?? -1, isShort: area?.isShort ?? false },
  };
}

function pointOf(
  { latitude, longitude }: { latitude: number; longitude: number },
  properties: Record<string, string>,
): GeoJSON.Feature<GeoJSON.Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties };
}
