// Where this device measured, as far as it was told; the positions are read from the device and go nowhere.
import type { StoredMeasurement } from '#lib/store/device-store.ts';

export type OwnPlace = { latitude: number; longitude: number; downloadMbps?: number };

/** A single place is shown with its neighbourhood: about 5 km each way. */
const AROUND_DEGREES = 0.05;

/** Places of measurements that have a position, newest first as the measurements are. */
export function placesOf(list: readonly StoredMeasurement[]): OwnPlace[] {
  return list.flatMap(({ submission: { position, download } }) => {
    if (position === undefined) return [];
    const { latitude, longitude } = position;
    return [{ latitude, longitude, ...(download && { downloadMbps: download.rateMbps }) }];
  });
}

/** The box that holds them all with some room, in degrees; absent without a place. */
export function boxAround(places: readonly OwnPlace[]) {
  if (places.length === 0) return undefined;
  const latitudes = places.map(({ latitude }) => latitude);
  const longitudes = places.map(({ longitude }) => longitude);
  return {
    west: Math.min(...longitudes) - AROUND_DEGREES,
    south: Math.min(...latitudes) - AROUND_DEGREES,
    east: Math.max(...longitudes) + AROUND_DEGREES,
    north: Math.max(...latitudes) + AROUND_DEGREES,
  };
}
