import { describe, expect, it } from 'vitest';
import { collapse, type Observation, WITHIN_DEVICE_SD_LOG } from './collapse.ts';

const observation = (value: number, change: Partial<Observation> = {}): Observation => ({
  device: 'd1',
  area: '00004',
  operator: 'viettel',
  access: 'mobile/4g',
  stratum: 'manual',
  week: '2026-W10',
  value,
  ...change,
});

describe('collapse', () => {
  it('makes one value of a device, place, network and week: the geometric mean where no measurement has an interval', () => {
    const [only, ...more] = collapse([observation(10), observation(40)], 'log');
    expect(more).toEqual([]);
    expect(only).toMatchObject({ device: 'd1', week: '2026-W10', measurements: 2 });
    expect(only?.value).toBeCloseTo(20, 12);
  });
  it('keeps apart what differs in any part of the key', () => {
    const changes: Partial<Observation>[] = [
      { device: 'd2' },
      { area: '00008' },
      { operator: 'vnpt' },
      { access: 'fixed/wifi' },
      { stratum: 'auto' },
      { week: '2026-W11' },
    ];
    expect(collapse([observation(10), ...changes.map((change) => observation(20, change))], 'log')).toHaveLength(7);
  });
  it('weighs by the interval of each measurement beside the spread within a device', () => {
    // ln(high / low) = 2 * 1.6448536 * sigma: sigmas 0 and sqrt(3) * s_w, so that the weights stand 4 to 1.
    const wide = Math.exp(1.6448536269514722 * Math.sqrt(3) * WITHIN_DEVICE_SD_LOG);
    const sure = observation(10, { low: 10, high: 10 });
    const vague = observation(320, { low: 320 / wide, high: 320 * wide });
    expect(collapse([sure, vague], 'log')[0]?.value).toBeCloseTo(10 * 32 ** (1 / 5), 9);
  });
  it('lets a measurement without an interval weigh as the least certain of its key', () => {
    const interval = { low: 5, high: 20 };
    const [bare] = collapse([observation(10, interval), observation(40)], 'log');
    expect(bare?.value).toBeCloseTo(20, 12);
  });
  it('takes the plain mean on the linear scale, where 0 is a value', () => {
    expect(collapse([observation(0), observation(1), observation(1)], 'linear')[0]).toMatchObject({ value: 2 / 3 });
  });
  it('refuses a value that the scale does not have', () => {
    expect(() => collapse([observation(0)], 'log')).toThrow(RangeError);
    expect(() => collapse([observation(Number.NaN)], 'linear')).toThrow(RangeError);
  });
});
