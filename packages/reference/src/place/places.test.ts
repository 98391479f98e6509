import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { feature } from 'topojson-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestPerSecond } from '../../test/best-per-second.ts';
import { random } from '../../test/random.ts';
import { against } from '../../test/winding.ts';
import { readAreas } from '../area/read-areas.ts';
import { readCountry } from '../country/country.ts';
import { folderSource } from '../country/folder-source.ts';
import { homeCountryDir } from '../country/home-dir.ts';
import {
  type AreaShapes,
  importBoundaries,
  locateInTile,
  openReference,
  type Reference,
  shapesOf,
  tileKeyOf,
} from '../index.ts';
import { schematicTopology } from './places.ts';

const vn = openReference({});
const draw = random(7);
const somewhere = () => ({ latitude: 8 + draw() * 16, longitude: 102 + draw() * 8 });

describe('schematic shapes', () => {
  it('as shipped are what the function makes of the label points and the outline', () => {
    const source = folderSource(homeCountryDir);
    const country = readCountry(source);
    const made = schematicTopology(source, country, readAreas(source, country, vn.currentEdition));
    expect(JSON.stringify(made)).toBe(JSON.stringify(vn.boundaries()));
  });

  it('give every commune and province one shape, marked schematic', () => {
    const communes = shapesOf(vn.boundaries(), 'communes').features;
    const provinces = shapesOf(vn.boundaries(), 'provinces').features;
    expect(communes.map((shape) => shape.properties.code)).toEqual(vn.allCommunes().map((commune) => commune.code));
    expect(provinces.map((shape) => shape.properties.code)).toEqual(vn.provinces().map((province) => province.code));
    expect([...communes, ...provinces].every((shape) => shape.properties.schematic)).toBe(true);
  });

  it('show the archipelagos', () => {
    const shapes = new Map(shapesOf(vn.boundaries(), 'communes').features.map((one) => [one.id, one.geometry]));
    for (const { code, islands } of vn.archipelagos) {
      expect(shapes.get(code)?.type).toBe('MultiPolygon');
      expect(shapes.get(code)?.coordinates).toHaveLength(islands.length);
    }
  });

  it('agree with the look-up of positions', () => {
    const { check } = against(shapesOf(vn.boundaries(), 'communes').features);
    // Off the land the look-up reaches farther than the shapes, and lines are rounded to 16 m.
    const points = Array.from({ length: 4000 }, somewhere);
    const found = points.flatMap((point) => check(point).map((code) => code === vn.communeOf(point)?.commune.code));
    expect(found.length).toBeGreaterThan(800);
    expect(found.filter((agrees) => !agrees).length / found.length).toBeLessThan(0.003);
  });
});

describe('position tiles', () => {
  it('let a device find what the hub finds, from one small file', () => {
    const tiles = new Map<string, ReturnType<typeof locateInTile> | undefined>();
    const points = Array.from({ length: 10_000 }, somewhere);
    const answers = points.map((point) => {
      const key = tileKeyOf(point);
      if (!tiles.has(key)) {
        const tile = vn.positionTile(key);
        tiles.set(key, tile && locateInTile(JSON.parse(JSON.stringify(tile))));
      }
      const found = tiles.get(key)?.(point);
      const place = vn.communeOf(point);
      const onDevice = [found?.code, found?.provinceName, found?.schematic].join();
      return { point, onDevice, atHub: [place?.commune.code, place?.province.fullName, place?.schematic].join() };
    });
    expect(answers.filter((one) => one.onDevice !== one.atHub)).toEqual([]);
    expect(answers.filter((one) => one.atHub !== ',,').length).toBeGreaterThan(2000);
  });

  it('are listed, each small, the archipelagos among them', () => {
    const keys = vn.positionTileKeys();
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(JSON.stringify(vn.positionTile(key)).length).toBeLessThan(40_000);
    for (const { islands } of vn.archipelagos) for (const island of islands) expect(keys).toContain(tileKeyOf(island));
  });

  it('answer nothing outside themselves, and nothing for what is no key', () => {
    const tile = vn.positionTile(tileKeyOf({ latitude: 21.03, longitude: 105.85 }));
    expect(tile && locateInTile(tile)({ latitude: 10.77, longitude: 106.7 })).toBeUndefined();
    for (const key of ['', 'x', '1_2_3', '999_1', '../42', '0_0']) expect(vn.positionTile(key)).toBeUndefined();
  });

  it('can be read without Node: nothing the browser door imports needs it', async () => {
    const seen = new Set<string>();
    const walk = async (file: string): Promise<void> => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = await readFile(file, 'utf8');
      for (const [statement, from = ''] of text.matchAll(/(?:import|export)\s[^;]*?from '([^']+)'/g)) {
        if (/^(import|export) type\b/.test(statement)) continue;
        expect([from, from.startsWith('node:') || from === 'zod']).toEqual([from, false]);
        if (from.startsWith('.')) await walk(join(dirname(file), from));
      }
    };
    await walk(join(import.meta.dirname, '../browser.ts'));
    expect(seen.size).toBeGreaterThan(8);
  });
});

const pack = '/work/shared/data/communes.topo.json';

describe.skipIf(!existsSync(pack))('with a boundary pack of the country', () => {
  let folder = '';
  let exact: Reference;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'i-speed-pack-'));
    const taken = await importBoundaries(pack, folder);
    expect(taken).toEqual({ applied: true, faults: [], warnings: [], communes: 3321, codeKey: 'id' });
    exact = openReference({ dataDir: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('agrees with it on 99.9 % of random points and of points close to its lines', async () => {
    const topology = JSON.parse(await readFile(pack, 'utf8'));
    const { check, corners } = against((feature(topology, topology.objects.communes) as never as AreaShapes).features);
    const close = Array.from({ length: 3000 }, () => {
      // Within 200 m of a corner of some commune.
      const [longitude = 0, latitude = 0] = corners[Math.floor(draw() * corners.length)] ?? [];
      return { latitude: latitude + (draw() - 0.5) * 0.0036, longitude: longitude + (draw() - 0.5) * 0.0036 };
    });
    for (const points of [Array.from({ length: 6000 }, somewhere), close]) {
      const agree = points.filter((point) => {
        const expected = check(point);
        const code = exact.communeOf(point)?.commune.code;
        return code === undefined ? expected.length === 0 : expected.includes(code);
      });
      expect(agree.length / points.length).toBeGreaterThanOrEqual(0.999);
    }
  });

  it('looks up at least 200,000 positions a second', () => {
    const points = Array.from({ length: 20_000 }, somewhere);
    expect(bestPerSecond(points, (point) => exact.communeOf(point))).toBeGreaterThan(200_000);
  });

  it('lets a device find what the hub finds', () => {
    const tiles = new Map(exact.positionTileKeys().map((key) => [key, exact.positionTile(key)]));
    const differing = Array.from({ length: 1500 }, somewhere).filter((point) => {
      const tile = tiles.get(tileKeyOf(point));
      const found = tile && locateInTile(tile)(point);
      return found?.code !== exact.communeOf(point)?.commune.code;
    });
    expect(differing).toEqual([]);
  });
});
