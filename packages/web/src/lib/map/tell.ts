// What people do with the map, told to the page: the area they point at, where they look, and what is in sight there.
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import type { Source } from './layers.ts';
import { type Camera, cameraText } from './view.ts';

/** An area that is drawn. */
export type Found = { source: Source; code: string };

export type Told = {
  /** The area under the finger, the mouse, or while keys move the map its middle; `isChosen` by a click or the Enter key. */
  onArea: (found: Found | undefined, isChosen: boolean) => void;
  /** Where one looks, after each movement. */
  onMove: (camera: Camera) => void;
  /** Where one looks and the provinces in sight, whenever all is drawn and either has changed. */
  onSight: (camera: Camera, provinces: string[]) => void;
};

const smallestFirst: readonly Source[] = ['hexagons', 'communes', 'provinces'];

/** Listens until the map is removed; its container tells in `data-state` whether it moves or is painted. */
export function tellOf(map: MapLibre, { onArea, onMove, onSight }: Told): void {
  const container = map.getContainer();
  const canvas = map.getCanvas();
  /** The smallest area drawn at a place of the canvas. */
  const areaAt = (place: MapMouseEvent['point']): Found | undefined => {
    const found = map.queryRenderedFeatures(place, { layers: smallestFirst.map((source) => `${source}-fill`) });
    for (const source of smallestFirst) {
      const first = found.find((one) => one.source === source);
      if (first !== undefined) return { source, code: String(first.properties.code) };
    }
    return undefined;
  };
  // What is dragged stays under the mouse: looking for it would cost each picture of the way.
  map.on('mousemove', ({ point }) => {
    if (!map.isMoving()) onArea(areaAt(point), false);
  });
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
  let seen = '';
  map.on('idle', () => {
    container.dataset.state = 'painted';
    const inSight = map.queryRenderedFeatures({ layers: ['provinces-fill'] });
    const provinces = [...new Set(inSight.map(({ properties }) => String(properties.code)))];
    const now = `${cameraText(cameraOf(map))} ${provinces.join()}`;
    if (now === seen) return;
    seen = now;
    onSight(cameraOf(map), provinces);
  });
  map.on('movestart', () => {
    container.dataset.state = 'moving';
  });
}

function cameraOf(map: MapLibre): Camera {
  const { lat, lng } = map.getCenter();
  return { latitude: lat, longitude: lng, zoom: map.getZoom() };
}
