import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collection, type Feature, features, square } from '../../test/boundary-pack.ts';
import { importedDir, take, useFolder } from '../../test/take-pack.ts';

useFolder();

const faultsOf = async (all: unknown) => (await take(all)).faults.map(({ fault, code }) => [fault, code]);

describe('importBoundaries refuses or warns', () => {
  it('tells every fault at once and changes nothing', async () => {
    await take(collection(features));
    const before = await readFile(join(importedDir(), 'data/boundaries.json'), 'utf8');
    const [first, second, third] = features;
    const faults = await faultsOf(
      collection([
        ...(first ? [first, first] : []),
        { ...(second as Feature), properties: { ma: '9999' } },
        {
          ...(third as Feature),
          geometry: {
            type: 'LineString',
            coordinates: [
              [30, -11],
              [31, -11],
            ],
          },
        },
        {
          type: 'Feature',
          properties: { other: 1 },
          geometry: { type: 'Polygon', coordinates: square(30, -10.5, 0.5) },
        },
      ]),
    );
    expect(faults).toEqual([
      ['duplicate-code', '0101'],
      ['unknown-code', '9999'],
      ['not-a-polygon', '0201'],
      ['no-code', undefined],
      ['missing-commune', '0102'],
      ['missing-commune', '0202'],
    ]);
    expect(await readFile(join(importedDir(), 'data/boundaries.json'), 'utf8')).toBe(before);
    expect(await readdir(join(importedDir(), 'data'))).toEqual(['boundaries.json']);
  });

  it('calls a code that no commune bears unknown, also where it is the only one in the file', async () => {
    const alone = { ...(features[0] as Feature), properties: { ten: 'Xã', ma: '9999' } };
    expect((await faultsOf(collection([alone])))[0]).toEqual(['unknown-code', '9999']);
    const byId = { ...alone, id: '9999', properties: { ten: 'Xã' } };
    expect((await faultsOf(collection([byId as never])))[0]).toEqual(['unknown-code', '9999']);
  });

  it('calls what lies beyond every globe no degrees', async () => {
    for (const far of [1e300, -1.7e308]) {
      const beyond = features.with(0, {
        ...(features[0] as Feature),
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [30, -10.5],
              [far, -10.5],
              [far, far],
              [30, -10.5],
            ],
          ],
        },
      });
      expect(await faultsOf(collection(beyond))).toContainEqual(['not-degrees', '0101']);
      // More than a number can hold.
      const text = JSON.stringify(collection(beyond)).replaceAll(String(far), '1e999');
      expect(await faultsOf(text)).toContainEqual(['not-degrees', '0101']);
    }
  });

  it('finds codes that stand in the wrong province, land far from its place, and metres for degrees', async () => {
    const swapped = features.map((one, index) => ({
      ...one,
      properties: { ma: ['0201', '0102', '0101', '0202'][index] },
    }));
    expect(await faultsOf(collection(swapped))).toEqual([
      ['in-other-province', '0201'],
      ['in-other-province', '0101'],
    ]);
    const moved = features.with(3, {
      ...(features[3] as Feature),
      geometry: { type: 'Polygon', coordinates: square(40, 5, 1) },
    });
    expect(await faultsOf(collection(moved))).toEqual([['misplaced', '0202']]);
    const metres = features.with(3, {
      ...(features[3] as Feature),
      geometry: { type: 'Polygon', coordinates: square(560_000, 2_310_000, 1000) },
    });
    expect(await faultsOf(collection(metres))).toEqual([
      ['not-degrees', '0202'],
      ['misplaced', '0202'],
    ]);
    const flat = features.with(3, {
      ...(features[3] as Feature),
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [33, -9.5],
            [33, -9.5],
          ],
        ],
      },
    });
    expect(await faultsOf(collection(flat))).toEqual([['broken-ring', '0202']]);
  });

  it('finds codes swapped among neighbours, and land that is given twice', async () => {
    const swapped = features.map((one, index) => ({
      ...one,
      properties: { ma: ['0102', '0101', '0201', '0202'][index] },
    }));
    expect(await faultsOf(collection(swapped))).toEqual([
      ['swapped', '0102'],
      ['swapped', '0101'],
    ]);
    const twice = features.with(1, {
      ...(features[1] as Feature),
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [30.25, -10.5],
            [31, -10.5],
            [31, -10],
            [30.25, -10],
          ],
        ],
      },
    });
    const { applied, faults } = await take(collection(twice));
    expect([applied, faults.map(({ fault, code }) => [fault, code])]).toEqual([false, [['overlap', '0102']]]);
    // Of its 12 columns the first 4 lie west of 30.5.
    expect(faults[0]?.detail).toMatch(/^33 % of .* too$/);
  });

  it('refuses a file that names another reference system, and takes one that names WGS 84', async () => {
    const named = (name: string) => ({ ...collection(features), crs: { type: 'name', properties: { name } } });
    const { applied, faults } = await take(named('urn:ogc:def:crs:EPSG::3405'));
    expect([applied, faults.map(({ fault }) => fault)]).toEqual([false, ['foreign-system']]);
    expect(faults[0]?.detail).toContain('EPSG::3405');
    for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326', 'EPSG:4326'])
      expect(await take(named(name))).toMatchObject({ applied: true });
  });

  it('refuses lines round the globe, holes that lie outside and holes that leave no land', async () => {
    const island = (coordinates: object) =>
      collection(features.with(3, { ...(features[3] as Feature), geometry: { type: 'MultiPolygon', coordinates } }));
    const round = [
      [
        [179.9, -9.6],
        [-179.9, -9.6],
        [-179.9, -9.5],
        [179.9, -9.5],
      ],
    ];
    expect(await faultsOf(island([square(32.9, -9.6, 0.2), round]))).toEqual([['uncut', '0202']]);
    const [outer] = square(32.9, -9.6, 0.2);
    const [apart] = square(33.6, -9.7, 0.1);
    expect(await faultsOf(island([[outer, apart]]))).toEqual([['broken-ring', '0202']]);
    expect(await faultsOf(island([[outer, outer?.toReversed()]]))).toEqual([['broken-ring', '0202']]);
  });

  it('refuses a ring drawn twice, onwards or back, and takes one with a line out and back', async () => {
    const shaped = (ring: readonly number[][]) =>
      collection(features.with(1, { ...(features[1] as Feature), geometry: { type: 'Polygon', coordinates: [ring] } }));
    const [once = []] = square(30.5, -10.5, 0.5);
    expect(await faultsOf(shaped([...once, ...once]))).toEqual([['broken-ring', '0102']]);
    expect(await faultsOf(shaped([...once, ...once.toReversed()]))).toEqual([['broken-ring', '0102']]);
    const [corner = [], ...rest] = once;
    expect(await take(shaped([corner, [30.6, -10.4], corner, ...rest]))).toMatchObject({ applied: true, warnings: [] });
  });

  it('takes a coast of five thousand bays in seconds', async () => {
    const ring = Array.from({ length: 50_000 }, (_, at) => {
      const angle = (at / 25_000) * Math.PI;
      const far = 0.2 + 0.02 * Math.sin(5_000 * angle);
      return [30.75 + far * Math.cos(angle), -10.25 + far * Math.sin(angle)];
    });
    const jagged = { ...(features[1] as Feature), geometry: { type: 'Polygon', coordinates: [ring] } };
    expect(await take(collection(features.with(1, jagged)))).toMatchObject({ applied: true, warnings: [] });
  });

  it('takes a star of a hundred thousand spikes in seconds, and says that it was not looked through', {
    timeout: 120_000,
  }, async () => {
    const spikes = Array.from({ length: 100_000 }, (_, at) => {
      const angle = (at / 50_000) * Math.PI;
      const far = at % 2 === 0 ? 0.02 : 0.24;
      return [30.75 + far * Math.cos(angle), -10.25 + far * Math.sin(angle)];
    });
    const star = { ...(features[1] as Feature), geometry: { type: 'Polygon', coordinates: [spikes] } };
    const { applied, warnings } = await take(collection(features.with(1, star)));
    expect([applied, warnings.map(({ fault, code }) => [fault, code])]).toEqual([true, [['crowded-ring', '0102']]]);
  });

  it('warns of a ring that crosses itself, not of one that touches itself', async () => {
    const warnedOf = async (coordinates: object) => {
      const { warnings } = await take(
        collection(features.with(1, { ...(features[1] as Feature), geometry: { type: 'MultiPolygon', coordinates } })),
      );
      return warnings.map(({ fault, code }) => [fault, code]);
    };
    const bowTie = [
      [30.5, -10.5],
      [31, -10],
      [31, -10.5],
      [30.5, -10],
    ];
    expect(await warnedOf([[bowTie]])).toEqual([['crossing-ring', '0102']]);
    const touching = [
      [30.5, -10.5],
      [31, -10.5],
      [30.8, -10.45],
      [31, -10],
      [30.5, -10],
      [30.8, -10.45],
    ];
    expect(await warnedOf([[touching]])).toEqual([]);
  });

  it('only warns where a label point lies a little outside', async () => {
    const shifted = features.with(3, {
      ...(features[3] as Feature),
      geometry: { type: 'Polygon', coordinates: square(33.05, -9.6, 0.2) },
    });
    const { applied, warnings } = await take(collection(shifted));
    expect([applied, warnings.map(({ fault, code }) => [fault, code])]).toEqual([true, [['label-outside', '0202']]]);
  });

  it('refuses what is no pack, saying why', async () => {
    for (const text of ['not json', '{}', '[]', '{"type":"Topology","arcs":[],"objects":{}}']) {
      const { applied, faults } = await take(text);
      expect([applied, faults.map((one) => one.fault)]).toEqual([false, ['not-a-pack']]);
    }
    const arcless = '{"type":"Topology","arcs":[],"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}';
    expect(await faultsOf(arcless)).toEqual([['not-a-pack', undefined]]);
    expect(existsSync(importedDir())).toBe(false);
  });
});
