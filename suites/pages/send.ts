// Measurements of made devices, handed to a hub as a client would, so that statistics have something to tell.
import { expect } from 'vitest';

const edition = '2025-07-01';

export type Made = {
  /** Told apart by it: id, device and time follow from it. */
  serial: number;
  province: string;
  commune: string;
  rateMbps: number;
  /** When it began, milliseconds since 1970. */
  atMs: number;
  /** Where the device stood, where it tells. */
  position?: { latitude: number; longitude: number };
  /** Of the mobile network, where it is told. */
  technology?: '4g' | '5g';
  /** Against which it measured; publications leave out what measured against no known one. */
  pointId?: string;
};

/** Hands one measurement of a mobile network in; fails the test where it is not kept. */
export async function send(
  url: string,
  { serial, province, commune, rateMbps, atMs, position, technology, pointId }: Made,
): Promise<void> {
  const time = atMs.toString(16).padStart(12, '0');
  const tail = serial.toString(16).padStart(12, '0');
  const answer = await fetch(`${url}/api/v1/measurements`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`,
      startedAt: new Date(atMs).toISOString(),
      durationMs: 9_000,
      trigger: 'manual',
      profile: 'standard',
      methodVersion: '1',
      ...(pointId && { pointId }),
      client: { kind: 'web', version: '0.1.0', installId: `00000000-0000-4000-8000-${tail}` },
      access: { kind: 'mobile', kindFrom: 'user', ...(technology && { technology, technologyFrom: 'user' }) },
      area: { provinceCode: province, communeCode: commune, edition, source: 'chosen' },
      ...(position && { position: { ...position, accuracyM: 20, source: 'gps' } }),
      download: {
        rateMbps,
        bytes: rateMbps * 250_000,
        durationMs: 2_000,
        rampMs: 200,
        stop: 'converged',
        pulses: [],
        series: [],
      },
      failures: [],
    }),
  });
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
}
