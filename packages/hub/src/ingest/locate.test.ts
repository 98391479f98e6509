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

test('without a position, or with one elsewhere, it stays what was told', () => {
  const told = { provinceCode: divided.provinceCode, communeCode: divided.code, edition: '2025-01-01' };
  expect(locate(submissionAt(startedMs, { area }), vn)).toEqual(told);
  const hue = { latitude: 16.4637, longitude: 107.5909, accuracyM: 10, source: 'gps' as const };
  expect(locate(submissionAt(startedMs, { area, position: hue }), vn)).toEqual({ ...told, isPositionInCountry: true });
});

test('what was measured while it was in force was measured in it', () => {
  const before = Date.parse('2025-06-20T04:00:00Z');
  expect(locate(submissionAt(before, { area, position: gps }), vn)).toMatchObject({ communeCode: divided.code });
});
