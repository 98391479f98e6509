// Another country is another folder: a small invented one, south of the equator, with other levels, codes, letters and networks.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { polygonsIn } from './boundary/boundaries.ts';
import { openReference, shapesOf } from './index.ts';

const countryDir = join(import.meta.dirname, '../test/fictitious');
const eastmarch = openReference({ countryDir });
const today = '2020-01-01';
const before = '2010-05-01';

describe('a country folder', () => {
  it('gives areas with their own names, types and codes', () => {
    expect(eastmarch.provinces().map((province) => province.fullName)).toEqual(['Fylke Østby', 'Fylke Vestby']);
    expect(eastmarch.communes('02', today).map((commune) => commune.fullName)).toEqual(['Herred Ås', 'Herred Skærene']);
    expect(eastmarch.communeByCode('0199', today)?.code).toBe('0101');
  });

  it('leads from former areas to those of today', () => {
    const gammelAs = eastmarch.communeByCode('0101', before);
    expect(gammelAs?.succession?.kind).toBe('partial');
    expect(gammelAs && eastmarch.successorsOf(gammelAs).map((one) => one.code)).toEqual(['0101', '0201']);
    const gammelby = eastmarch.provinceByCode('1', before);
    expect(gammelby && eastmarch.successorsOf(gammelby).map((one) => one.name)).toEqual(['Østby', 'Vestby']);
  });

  it('serves no day before its oldest table, unless that says so', () => {
    expect(eastmarch.editionOn('2010-04-30')).toBeUndefined();
    expect(eastmarch.editionOn('2019-12-31')?.edition).toBe(before);
    expect(eastmarch.editionOn('2020-01-01')?.edition).toBe(today);
  });

  it('finds the nearest commune at home, none at the neighbours, islands at sea', () => {
    const codeAt = (latitude: number, longitude: number) => eastmarch.communeOf({ latitude, longitude })?.commune.code;
    expect(codeAt(-10.3, 30.3)).toBe('0101');
    expect(codeAt(-10.95, 30.1)).toBe('0201');
    expect(codeAt(-10.5, 29.5)).toBeUndefined();
    expect(codeAt(-9.6, 33.1)).toBe('0202');
    expect(codeAt(-9.9, 33.1)).toBeUndefined();
  });

  it('gets cells for maps where no shapes are shipped, split half way between label points', () => {
    const topology = eastmarch.boundaries();
    expect(topology.schematic).toBe(true);
    const shapes = shapesOf(topology, 'communes').features;
    expect(shapes.map((shape) => shape.properties.code)).toEqual(['0101', '0102', '0201', '0202']);
    const corners = polygonsIn(shapes[0]?.geometry ?? { type: 'Polygon', coordinates: [] })
      .flat(2)
      .map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`);
    for (const corner of ['30.000,-10.000', '30.500,-10.000', '30.000,-10.500', '30.500,-10.500'])
      expect(corners).toContain(corner);
    expect(shapesOf(topology, 'provinces').features.map((shape) => shape.properties.name)).toEqual([
      'Fylke Østby',
      'Fylke Vestby',
    ]);
  });

  it('is searched by its own letters and words', () => {
    const found = (text: string) => eastmarch.search(text).map((hit) => `${hit.fullName} (${hit.edition})`);
    expect(found('ostby')).toEqual(['Fylke Østby (2020-01-01)']);
    expect(found('h. bo')).toEqual(['Herred Bø (2020-01-01)']);
    expect(found('gammelby')).toEqual(['Fylke Gammelby (2010-05-01)']);
    expect(found('skaer')).toEqual(['Herred Skærene (2020-01-01)']);
  });

  it('knows its networks by its own country code', () => {
    expect(eastmarch.networkOf('192.0.2.7')).toMatchObject({ country: 'XA', asn: 64500, accessKind: 'mobile' });
    expect(eastmarch.networkOf('198.51.100.127')).toMatchObject({ country: 'XA', kind: 'hosting' });
    expect(eastmarch.networkOf('198.51.100.128')).toEqual({ family: 4, prefix: '198.51.100.0/24' });
    expect(eastmarch.targets()).toEqual([]);
  });

  it('names what is wrong with a folder that holds no country', () => {
    expect(() => openReference({ countryDir: join(countryDir, 'areas') })).toThrow('country.json is missing');
  });
});
