import type { AreaLine } from '@i-speed/statistics';
import { expect, test } from 'vitest';
import { mapAreas } from './sufficiency-map.ts';

const sample = (counted: number) => ({
  counted,
  needed: 300,
  missing: Math.max(0, 300 - counted),
  isSufficient: counted >= 300,
});
const commune = (counted: number, forecastFixed?: number): AreaLine => ({
  code: '00001',
  name: 'Xã',
  fixed: sample(counted),
  mobile: sample(0),
  ...(forecastFixed !== undefined && { forecastFixed }),
});

test('the last step is sufficiency itself, one measurement less is not', () => {
  const steps = [0, 2, 3, 74, 75, 150, 225, 299, 300].map((counted) => mapAreas([commune(counted)], 'fixed')[0]?.step);
  expect(steps).toEqual([0, 0, 1, 1, 2, 3, 4, 4, 5]);
});

test('hatched is what the present pace leaves short, not what nobody can forecast', () => {
  const lines = [commune(100, 299), commune(100, 300), commune(100), commune(300, 300)];
  expect(mapAreas(lines, 'fixed').map(({ isShort }) => isShort)).toEqual([true, false, false, false]);
});

test('a province stands by the share of its sufficient communes', () => {
  const province: AreaLine = { ...commune(9_000), communes: 4, enoughFixed: 3, enoughMobile: 0 };
  expect(mapAreas([province], 'fixed')[0]).toMatchObject({ share: 0.75, step: 4, isShort: false });
  expect(mapAreas([province], 'mobile')[0]).toMatchObject({ share: 0, step: 0, classIndex: undefined });
});
