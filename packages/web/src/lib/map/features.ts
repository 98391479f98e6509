// What the map draws as GeoJSON.
import type { PaintedArea } from './areas.ts';
import { colourPlace } from './look.ts';

/** A shape with the colour and texture of what is known of its area. */
export function painted(geometry: GeoJSON.Geometry, code: string, area: PaintedArea | undefined): GeoJSON.Feature {
  const { texture } = area ?? {};
  const properties = { code, colour: colourPlace(area ?? {}), ...(texture !== undefined && { texture }) };
  return { type: 'Feature', geometry, properties };
}

/** A place with what its layer reads of it. */
export function pointOf(
  { latitude, longitude }: { latitude: number; longitude: number },
  properties: Record<string, string | number>,
): GeoJSON.Feature<GeoJSON.Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [longitude, latitude] }, properties };
}
