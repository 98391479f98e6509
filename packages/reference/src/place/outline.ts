// Reads the outline of a country folder.
import * as z from 'zod';
import type { TableSource } from '../country/table-source.ts';
import type { Outline } from './side.ts';

const point = z.tuple([z.number(), z.number()]);
const multiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(point))) });
const file = z.object({
  features: z.array(
    z.object({ properties: z.object({ role: z.enum(['country', 'neighbours']) }), geometry: multiPolygon }),
  ),
});

/** Reads `data/outline.json` of a country folder; undefined when it has none. Throws when it is not as the README says. */
export function readOutline(source: TableSource): Outline | undefined {
  const text = source.read('data/outline.json');
  if (text === undefined) return undefined;
  const { features } = file.parse(JSON.parse(text));
  const of = (role: string) =>
    features.filter((one) => one.properties.role === role).flatMap((one) => one.geometry.coordinates);
  return { country: of('country'), neighbours: of('neighbours') };
}
