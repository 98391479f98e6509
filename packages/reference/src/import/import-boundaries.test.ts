import { topology } from 'topojson-server';
import { describe, expect, it } from 'vitest';
import { collection, type Feature, features, square } from '../../test/boundary-pack.ts';
import { countryDir, importedDir, take, useFolder } from '../../test/take-pack.ts';
import { locateInTile, openReference, shapesOf, tileKeyOf } from '../index.ts';

useFolder();

/** Twice the signed area: positive where the ring runs counter-clockwise. */
const turned = (ring: readonly (readonly number[])[]) =>
  ring.reduce((sum, [x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = ring[(at + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);

describe('importBoundaries takes', () => {
  it('takes GeoJSON with the code in any property, and look-ups are exact from then on', async () => {
    const taken = await take(collection(features));
    expect(taken).toEqual({ applied: true, faults: [], warnings: [], communes: 4, codeKey: 'ma' });

    const reference = openReference({ countryDir, dataDir: importedDir() });
    const codeAt = (latitude: number, longitude: number) => reference.communeOf({ latitude, longitude })?.commune.code;
    expect(reference.communeOf({ latitude: -10.3, longitude: 30.3 })?.schematic).toBe(false);
    expect(codeAt(-10.9, 30.9)).toBe('0201');
    expect(codeAt(-9.65, 33.65)).toBe('0202');
    expect(codeAt(-9.55, 33.3)).toBeUndefined();
    expect(reference.boundaries().schematic).toBe(false);
    const provinces = shapesOf(reference.boundaries(), 'provinces').features;
    expect(provinces.map((one) => [one.properties.code, one.properties.schematic])).toEqual([
      ['01', false],
      ['02', false],
    ]);
  });

  it('takes TopoJSON with the code as id, whatever else the file holds', async () => {
    const byId = features.map((one) => ({ ...one, id: (one.properties as { ma: string }).ma, properties: null }));
    const labels = { type: 'Point' as const, coordinates: [30, -10] };
    const pack = topology({ labels, xa: collection(byId) as never }, 1e6);
    expect(await take(pack)).toMatchObject({ applied: true, communes: 4, codeKey: 'id' });
  });

  it('makes tiles of the polygons, in which a device finds what the hub finds', async () => {
    await take(collection(features));
    const reference = openReference({ countryDir, dataDir: importedDir() });
    expect(reference.positionTileKeys()).toEqual([
      '-22_60',
      '-22_61',
      '-21_60',
      '-21_61',
      '-20_65',
      '-20_66',
      '-20_67',
      '-19_65',
      '-19_66',
    ]);
    for (let latitude = -11.1; latitude < -9; latitude += 0.07) {
      for (let longitude = 29.9; longitude < 34; longitude += 0.07) {
        const tile = reference.positionTile(tileKeyOf({ latitude, longitude }));
        const found = tile && locateInTile(JSON.parse(JSON.stringify(tile)))({ latitude, longitude });
        expect(found?.code).toBe(reference.communeOf({ latitude, longitude })?.commune.code);
      }
    }
  });

  it('takes rings that wind either way: holes stay holes, and provinces are joined without a seam', async () => {
    const hole = square(30.6, -10.4, 0.1)[0] ?? [];
    const any = features
      .with(0, {
        ...(features[0] as Feature),
        geometry: { type: 'Polygon', coordinates: [square(30, -10.5, 0.5)[0]?.toReversed()] },
      })
      .with(1, {
        ...(features[1] as Feature),
        geometry: { type: 'Polygon', coordinates: [hole, square(30.5, -10.5, 0.5)[0]] },
      });
    expect(await take(collection(any))).toMatchObject({ applied: true });
    const reference = openReference({ countryDir, dataDir: importedDir() });
    expect(reference.communeOf({ latitude: -10.35, longitude: 30.65 })).toBeUndefined();
    expect(reference.communeOf({ latitude: -10.45, longitude: 30.45 })?.commune.code).toBe('0101');
    const [first] = shapesOf(reference.boundaries(), 'provinces').features;
    // One outer ring and one hole, of which the outer is counter-clockwise and closed.
    const rings =
      first?.geometry.type === 'MultiPolygon' ? first.geometry.coordinates.flat() : first?.geometry.coordinates;
    expect(rings?.map((ring) => [Math.sign(turned(ring)), ring.at(-1)])).toEqual(
      rings?.map((ring, at) => [at === 0 ? 1 : -1, ring[0]]),
    );
    expect(rings).toHaveLength(2);
  });

  it('reads past the mark that some programs begin a file with', async () => {
    expect(await take(`\uFEFF${JSON.stringify(collection(features))}`)).toMatchObject({ applied: true });
  });

  it('takes an alias for the code in use', async () => {
    const byAlias = features.with(0, { ...(features[0] as Feature), properties: { ma: '0199' } });
    expect(await take(collection(byAlias))).toMatchObject({ applied: true, communes: 4 });
  });
});
