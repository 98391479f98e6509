// A kept measurement as anyone may see it.
import { type Measurement, type PublicMeasurement, publicMeasurement } from '@i-speed/spec';

const fields = new Set(Object.keys(publicMeasurement.shape));

/** Leaves out all that points to a person or a device; adds the permalink under the given origin. */
export function toPublic(kept: Measurement, origin: string): PublicMeasurement {
  const shown = Object.fromEntries(Object.entries(kept).filter(([name]) => fields.has(name)));
  const { kind, version } = kept.client;
  return publicMeasurement.parse({ ...shown, client: { kind, version }, url: new URL(`/do/${kept.id}`, origin).href });
}
