import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measurement, publicMeasurement, submission } from './measurement.ts';

const smallest = {
  id: '019a9f3c-7d60-7000-8000-000000000001',
  startedAt: '2026-11-21T04:00:00.000Z',
  durationMs: 9_120,
  trigger: 'manual',
  profile: 'standard',
  methodVersion: '1',
  client: { kind: 'cli', version: '0.1.0' },
  failures: [],
};

const down = {
  rateMbps: 38.5,
  bytes: 4_812_500,
  durationMs: 1_000,
  rampMs: 120,
  stop: 'converged',
  pulses: [{ startMs: 900, durationMs: 500, bytes: 2_406_250, connections: 3 }],
  series: [
    [900, 0],
    [950, 240_625],
  ],
};

describe('submission', () => {
  it('accepts a measurement in which nothing could be measured', () => {
    expect(submission.parse(smallest)).toEqual(smallest);
  });

  it('keeps absence absent: no field appears that was not sent', () => {
    expect(Object.keys(submission.parse(smallest))).toEqual(Object.keys(smallest));
  });

  it('names every fault of a record at once, each with its path', () => {
    const faulty = {
      ...smallest,
      durationMs: -1,
      download: { ...down, rateMbps: Number.NaN },
      client: { kind: 'fax' },
    };
    const outcome = submission.safeParse(faulty);
    const paths = outcome.error?.issues.map((issue) => issue.path.join('.')).sort();
    expect(paths).toEqual(['client.kind', 'client.version', 'download.rateMbps', 'durationMs']);
  });

  it.each([
    ['an id that is not a UUIDv7', { id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' }],
    ['a time without Z', { startedAt: '2026-11-21T11:00:00+07:00' }],
    ['an unknown field', { speed: 12 }],
    ['a failure code outside the closed list', { failures: [{ code: 'download.bad', atMs: 1 }] }],
    [
      'a commune code that lost its leading zeros to a number',
      { area: { provinceCode: 1, edition: '2025-07-01', source: 'chosen' } },
    ],
    ['an area without the edition of its codes', { area: { provinceCode: '01', source: 'chosen' } }],
    ['a latitude off the globe', { position: { latitude: 91, longitude: 105, source: 'gps' } }],
    ['a rate that is infinite', { download: { ...down, rateMbps: Number.POSITIVE_INFINITY } }],
    ['bytes that are not whole', { upload: { ...down, bytes: 1.5 } }],
  ])('refuses %s', (_, change) => {
    expect(submission.safeParse({ ...smallest, ...change }).success).toBe(false);
  });
});

describe('publicMeasurement', () => {
  it('has no field that points to a person or a device', () => {
    const shown = Object.keys(publicMeasurement.shape);
    for (const hidden of ['position', 'area', 'networkPrefix', 'receipt', 'unitCode', 'h3Cell'])
      expect(shown).not.toContain(hidden);
    expect(Object.keys(publicMeasurement.shape.client.shape).sort()).toEqual(['kind', 'version']);
  });

  it('shows nothing that the record does not have, but its address', () => {
    const known = new Set([...Object.keys(measurement.shape), 'url']);
    expect(Object.keys(publicMeasurement.shape).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('units in names', () => {
  it('every numeric field of the record ends in its unit or is a plain count', () => {
    const source = ['direction', 'latency', 'client']
      .map((name) => readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const numeric = [...source.matchAll(/^\s+(\w+): (?:z\.number|z\.int|rateMbps|spanMs|sizeBytes)/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(numeric.length).toBeGreaterThan(10);
    expect(numeric.filter((name) => !/(Ms|Mbps|[bB]ytes|Ratio|Rpm|M|latitude|longitude)$/.test(name))).toEqual([]);
  });
});
