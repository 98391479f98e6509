// The label points that stand for communes where polygons are not known.
import type { AreaTable } from '../area/read-areas.ts';
import type { Country } from '../country/country.ts';
import type { Anchor } from './locate-schematic.ts';

/** The label points of an edition's communes; a commune of an archipelago is stood for by its named islands. */
export function anchorsOf(areas: AreaTable, country: Country): Anchor[] {
  const archipelagos = new Map(
    country.archipelagos.filter((one) => one.edition === areas.edition).map((one) => [one.code, one.islands]),
  );
  return areas.communes.flatMap(({ code, label, areaKm2 = 0 }): Anchor[] => {
    const points = archipelagos.get(code) ?? (label ? [label] : []);
    // Half the radius of a disc of the commune's size: measured on the 2025 communes, 45 places at home gained for 2 abroad.
    const coreKm = Math.sqrt(areaKm2 / points.length / Math.PI) / 2;
    return points.map(({ latitude, longitude }) => ({ code, point: [longitude, latitude], coreKm }));
  });
}

/** The middle parallel of the anchors, on which distances are taken. */
export function parallelOf(anchors: readonly Anchor[]): number {
  const latitudes = anchors.map((anchor) => anchor.point[1]);
  return latitudes.length === 0 ? 0 : (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
}
