// The device's position, asked for only when the person switched it on.
import type { Position } from '@i-speed/spec';

const PATIENCE_MS = 8_000;
const FRESH_MS = 5 * 60_000;

/** True where the browser gives positions at all: it needs a secure context. */
export function canAskPosition(): boolean {
  return typeof navigator !== 'undefined' && 'geolocation' in navigator && isSecureContext;
}

/** The position; absent when the person or the device gives none. */
export function askPosition(): Promise<Position | undefined> {
  if (!canAskPosition()) return Promise.resolve(undefined);
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const position: Position = { latitude, longitude, source: 'gps' };
        resolve(accuracy <= 100_000 ? { ...position, accuracyM: accuracy } : position);
      },
      () => resolve(undefined),
      { timeout: PATIENCE_MS, maximumAge: FRESH_MS, enableHighAccuracy: true },
    ),
  );
}
