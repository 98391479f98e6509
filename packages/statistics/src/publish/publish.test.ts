import { describe, expect, it } from 'vitest';
import { classify, halfWidth } from './classify.ts';
import { type CellEvidence, display } from './display.ts';
import { OFFICIAL_SUFFICIENCY, sufficiency } from './sufficiency.ts';

const estimate = (value: number, half: number) => ({ value, interval: { low: value - half, high: value + half } });

describe('classes', () => {
  it('go by the relative half-width, limits included', () => {
    expect(classify(estimate(40, 8), 'relative')).toBe('A');
    expect(classify(estimate(40, 8.01), 'relative')).toBe('B');
    expect(classify(estimate(40, 12), 'relative')).toBe('B');
    expect(classify(estimate(40, 20), 'relative')).toBe('C');
    expect(classify(estimate(40, 20.1), 'relative')).toBeUndefined();
  });
  it('go by points for shares', () => {
    expect(classify(estimate(0.5, 0.1), 'points')).toBe('A');
    expect(classify(estimate(0.5, 0.21), 'points')).toBeUndefined();
  });
  it('do not exist without an interval or for a relative figure of 0', () => {
    expect(classify({ value: 40 }, 'relative')).toBeUndefined();
    expect(halfWidth({ value: 0, interval: { low: 0, high: 1 } }, 'relative')).toBeUndefined();
  });
});

describe('sufficiency', () => {
  it('asks 300 of a commune and unit, 100 of a province', () => {
    expect(OFFICIAL_SUFFICIENCY).toEqual({ commune: 300, unit: 300, province: 100 });
    expect(sufficiency(299, 300)).toEqual({
      countedMeasurements: 299,
      neededMeasurements: 300,
      isSufficient: false,
      missingMeasurements: 1,
    });
    expect(sufficiency(300, 300)).toMatchObject({ isSufficient: true, missingMeasurements: 0 });
  });
});

describe('display', () => {
  const cell: CellEvidence = {
    devices: 60,
    countedMeasurements: 310,
    neededMeasurements: 300,
    neededDevices: 50,
    precision: 'relative',
    direct: estimate(40, 10),
    spread: { days: 20, hourBlocks: 4, networkPrefixes: 12, largestDeviceShare: 0.08 },
    modelled: estimate(38, 7),
  };

  it('shows the figure with its class, and lets a sufficient one rank', () => {
    expect(display(cell)).toMatchObject({
      state: 'figure',
      precisionClass: 'B',
      isReliable: true,
      mayRank: true,
      reasons: [],
    });
  });
  it('shows an exact figure short of the official number as reliable, but does not rank it', () => {
    expect(display({ ...cell, countedMeasurements: 120 })).toMatchObject({
      state: 'figure',
      isReliable: true,
      mayRank: false,
      isSufficient: false,
      missingMeasurements: 180,
    });
    expect(display({ ...cell, direct: estimate(40, 18) })).toMatchObject({ precisionClass: 'C', isReliable: false });
  });
  it('shows only the model between 6 and the needed devices', () => {
    expect(display({ ...cell, devices: 49 })).toMatchObject({
      state: 'estimate-only',
      estimate: estimate(38, 7),
      reasons: ['below-needed-devices'],
    });
    expect(display({ ...cell, devices: 6 }).state).toBe('estimate-only');
  });
  it('shows nothing below 6 devices, or where another hidden cell would be reckoned', () => {
    expect(display({ ...cell, devices: 5 })).toMatchObject({ state: 'suppressed', reasons: ['few-devices'] });
    expect(display({ ...cell, isComplementary: true })).toMatchObject({
      state: 'suppressed',
      reasons: ['complementary'],
    });
  });
  it('never shows a figure wider than class C', () => {
    expect(display({ ...cell, direct: estimate(40, 21) })).toMatchObject({
      state: 'estimate-only',
      reasons: ['interval-too-wide'],
    });
    const { modelled: _, ...without } = cell;
    expect(display({ ...without, direct: { value: 40 } })).toMatchObject({
      state: 'not-enough',
      reasons: ['interval-too-wide', 'no-model'],
    });
  });
  it('never shows a model wider than 60 %', () => {
    expect(display({ ...cell, devices: 10, modelled: estimate(40, 24) }).state).toBe('estimate-only');
    expect(display({ ...cell, devices: 10, modelled: estimate(40, 24.1) })).toMatchObject({
      state: 'not-enough',
      reasons: ['below-needed-devices', 'model-too-wide'],
    });
  });
  it('asks that the sample spreads over days, hours, networks and people', () => {
    const spread = { days: 2, hourBlocks: 1, networkPrefixes: 4, largestDeviceShare: 0.16 };
    expect(display({ ...cell, spread }).reasons).toEqual([
      'few-days',
      'few-hours',
      'few-networks',
      'one-device-dominates',
    ]);
    const { spread: _, ...unjudged } = cell;
    expect(display(unjudged).state).toBe('figure');
  });
});
