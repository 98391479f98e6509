// Measurements for tests: the smallest valid record, changed where a test says so.
import type { Measurement } from '@i-speed/spec';
import type { Row } from '../src/index.ts';

/** A folder of its own for each test file is the caller's; here only records. `atMs` is start, id time and receipt. */
export function sample(atMs: number, serial: number, change: Partial<Measurement> = {}): Measurement {
  return {
    id: idAt(atMs, serial),
    startedAt: new Date(atMs).toISOString(),
    durationMs: 9_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: '1',
    client: { kind: 'cli', version: '0.1.0' },
    failures: [],
    receivedAt: new Date(atMs + 10_000).toISOString(),
    validity: 'valid',
    reasons: [],
    corroborated: true,
    countsInStatistics: true,
    ...change,
  };
}

export function row(measurement: Measurement, pointNetworkKind: Row['pointNetworkKind'] = 'exchange'): Row {
  return { measurement, pointNetworkKind: pointNetworkKind ?? 'exchange', areaEdition: '2025-07-01' };
}

/** A UUIDv7 of an instant; the serial makes it differ from others of the same millisecond. */
export function idAt(atMs: number, serial: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`;
}

export function installId(serial: number): string {
  return `00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`;
}

export function direction(rateMbps: number, interval?: { low: number; high: number }) {
  return {
    rateMbps,
    ...(interval && { rateLowMbps: interval.low, rateHighMbps: interval.high }),
    bytes: 1_000_000,
    durationMs: 1_000,
    rampMs: 100,
    stop: 'converged' as const,
    pulses: [],
    series: [],
  };
}
