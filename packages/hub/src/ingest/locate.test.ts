import { openReference } from '@i-speed/reference';
import { expect, test } from 'vitest';
import { submissionAt } from '../../test/sample.ts';
import { locate } from './locate.ts';

const vn = openReference({});
const startedMs = Date.parse('2026-11-21T04:00:00Z');
const divided = vn.allCommunes('2025-01-01').find(({ succession }) => succession?.kind === 'partial');
if (divided === undefined) throw new Error('no commune was divided');
const [part] = vn.successorsOf(divided);
const area = {
  provinceCode: divided.provinceCode,
  communeCode: divided.code,
  edition: divided.edition,
  source: 'chosen' as const,
};
const { latitude, longitude } = part?.label ?? { latitude: 0, longitude: 0 };
const gps = { latitude, longitude, accuracyM: 10, source: 'gps' as const };

test('a divided commune gives way to the part that the position lies in', () => {
  expect(locate(submissionAt(startedMs, { area, position: gps }), vn)).toEqual({
    provinceCode: part?.provinceCode,
    communeCode: part?.code,
    edition: '2025-07-01',
    isPositionInCountry: true,
  });
});

const hue = { latitude: 16.4637, longitude: 107.5909, accuracyM: 10, source: 'gps' as const };
const told = { provinceCode: divided.provinceCode, communeCode: divided.code, edition: '2025-01-01' };
const inHue = { provinceCode: vn.communeOf(hue)?.province.code, edition: '2025-07-01', isPositionInCountry: true };

test('without a position it stays what was told', () => {
  expect(locate(submissionAt(startedMs, { area }), vn)).toEqual(told);
});

test('what was chosen at home gives way on a journey, to a fix of the device alone', () => {
  const communeCode = vn.communeOf(hue)?.commune.code;
  expect(locate(submissionAt(startedMs, { area, position: hue }), vn)).toEqual({ ...inHue, communeCode });
  const pointedAt = { ...hue, source: 'chosen' as const };
  expect(locate(submissionAt(startedMs, { area, position: pointedAt }), vn)).toEqual({
    ...told,
    isPositionInCountry: true,
  });
  const { communeCode: _, ...provinceAlone } = area;
  expect(locate(submissionAt(startedMs, { area: provinceAlone, position: hue }), vn)).toEqual({
    ...inHue,
    communeCode,
  });
});

test('what was chosen stands beside a fix in the next commune: borders are not known to the metre everywhere', () => {
  const home = vn.allCommunes('2025-07-01').find(({ label }) => label !== undefined && label.latitude < 16.4637);
  if (home?.label === undefined) throw new Error('no commune with a label point');
  const chosen = { provinceCode: home.provinceCode, communeCode: home.code, edition: home.edition };
  const beside = { latitude: home.label.latitude + 0.05, longitude: home.label.longitude, source: 'gps' as const };
  const sent = submissionAt(startedMs, { area: { ...chosen, source: 'chosen' }, position: beside });
  expect(locate(sent, vn)).toMatchObject(chosen);
});

test('a vague position tells a province at most, and beyond 50 km nothing', () => {
  const at = (accuracyM: number) => locate(submissionAt(startedMs, { position: { ...hue, accuracyM } }), vn);
  expect(at(5_000)).toHaveProperty('communeCode');
  expect(at(5_001)).toEqual(inHue);
  expect(at(50_001)).toEqual({});
  const vague = submissionAt(startedMs, { area, position: { ...hue, accuracyM: 50_001 } });
  expect(locate(vague, vn)).toEqual(told);
});

test('what was measured while it was in force was measured in it', () => {
  const before = Date.parse('2025-06-20T04:00:00Z');
  expect(locate(submissionAt(before, { area, position: gps }), vn)).toMatchObject({ communeCode: divided.code });
});
