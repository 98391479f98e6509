import { describe, expect, test } from 'vitest';
import { echoPaceMs } from '../pulse/echoes.ts';
import { budgetBytes, bytesInMs, capsOf } from './caps.ts';
import { isEnough, mayCommit } from './feed.ts';
import { type DirectionState, type PlanInput, planPulse } from './pulses.ts';

const fresh: DirectionState = { ended: false, pulses: 0, usedBytes: 0, variable: false };

function input(
  download: Partial<DirectionState>,
  upload: Partial<DirectionState>,
  more: Partial<PlanInput> = {},
): PlanInput {
  const directions = { download: { ...fresh, ...download }, upload: { ...fresh, ...upload } };
  return { shape: 'pulses', caps: capsOf('standard'), rttMs: 40, maxConnections: 6, directions, ...more };
}

describe('caps and budgets', () => {
  test('light is 9 MB and automatic 2 MB in all', () => {
    expect(capsOf('light').download + capsOf('light').upload).toBe(9e6);
    expect(capsOf('auto').download + capsOf('auto').upload).toBe(2e6);
  });

  test('a point that grants less shares it out in the same proportion', () => {
    expect(capsOf('light', 3e6)).toEqual({ download: 2e6, upload: 1e6 });
    expect(capsOf('light', 1e12)).toEqual(capsOf('light'));
  });

  test('a steady link gets 1.7 s of its rate, a variable one 4.5 s, neither more than the cap', () => {
    expect(budgetBytes(100e6, 8, false)).toBe(1.7e6);
    expect(budgetBytes(100e6, 8, true)).toBe(4.5e6);
    expect(budgetBytes(6e6, 100, false)).toBe(6e6);
    expect(budgetBytes(6e6, undefined, false)).toBe(6e6);
  });
});

describe('planPulse', () => {
  test('begins with download, then takes the direction with fewer pulses', () => {
    expect(planPulse(input({}, {}))?.direction).toBe('download');
    expect(planPulse(input({ pulses: 1, rateMbps: 10 }, {}))?.direction).toBe('upload');
    expect(planPulse(input({ pulses: 1, rateMbps: 10 }, { pulses: 1, rateMbps: 5 }))?.direction).toBe('download');
  });

  test('goes on with the other direction when one has ended, and ends with both', () => {
    expect(planPulse(input({ ended: true, pulses: 1 }, { pulses: 3, rateMbps: 5 }))?.direction).toBe('upload');
    expect(planPulse(input({ pulses: 3, rateMbps: 5 }, { ended: true }))?.direction).toBe('download');
    expect(planPulse(input({ ended: true }, { ended: true }))).toBeUndefined();
  });

  test('the first pulse may use half of the cap, so that a second fits under it', () => {
    const plan = planPulse(input({}, {}, { caps: capsOf('light') }));
    expect(plan).toMatchObject({ maxBytes: 3e6, connections: 4, saturatedMs: 650 });
  });

  test('the second pulse of a steady link takes what the first left of 1.7 s', () => {
    // 1.7 s - 0.9 s used - one round trip
    const plan = planPulse(input({ pulses: 1, rateMbps: 8, usedBytes: 0.9e6 }, { ended: true }));
    expect(plan?.saturatedMs).toBeCloseTo(1700 - 900 - 40, 6);
    expect(plan?.maxBytes).toBe(250e6 - 0.9e6);
  });

  test('long paths get longer windows', () => {
    expect(planPulse(input({}, {}, { rttMs: 300 }))?.saturatedMs).toBe(1200);
  });

  test('slow links get two connections, long fat ones six, within what the point grants', () => {
    const connections = (rateMbps: number, rttMs: number, maxConnections = 6) =>
      planPulse(input({ pulses: 1, rateMbps }, { ended: true }, { rttMs, maxConnections }))?.connections;
    expect(connections(1, 40)).toBe(2);
    expect(connections(50, 40)).toBe(4);
    expect(connections(300, 160)).toBe(6);
    expect(connections(300, 160, 3)).toBe(3);
  });

  test('can plan a plain flood with the whole cap', () => {
    const plan = planPulse(input({}, {}, { shape: 'flood' }));
    expect(plan).toMatchObject({ saturatedMs: 8000, maxBytes: 250e6 });
  });
});

describe('feeding an upload', () => {
  const state = { committedBytes: 0, receivedBytes: 0, recentBytes: 0, maxBytes: 1e6 };

  test('begins with 48 KiB in all', () => {
    expect(mayCommit(state)).toBe(48 * 1024);
    expect(mayCommit({ ...state, committedBytes: 48 * 1024 })).toBe(0);
  });

  test('keeps three feedback intervals on their way', () => {
    const known = { ...state, committedBytes: 200_000, receivedBytes: 120_000, recentBytes: 50_000 };
    expect(mayCommit(known)).toBe(150_000 - 80_000);
  });

  test('goes straight to the goal where bodies are handed over whole', () => {
    expect(mayCommit({ ...state, goalBytes: 700_000, committedBytes: 100_000 })).toBe(600_000);
    expect(mayCommit({ ...state, goalBytes: 700_000, committedBytes: 800_000 })).toBe(0);
  });

  test('never exceeds the bound', () => {
    expect(mayCommit({ ...state, recentBytes: 1e9, committedBytes: 999_000 })).toBe(1000);
    expect(mayCommit({ ...state, goalBytes: 1e9, committedBytes: 999_000 })).toBe(1000);
  });

  test('is enough when the rest of the window will be filled by what is on its way', () => {
    const end = { nowMs: 1000, fullAtMs: 500, saturatedMs: 650, rateMbps: 8 };
    expect(isEnough({ ...end, onItsWayBytes: bytesInMs(8, 149) })).toBe(false);
    expect(isEnough({ ...end, onItsWayBytes: bytesInMs(8, 150) })).toBe(true);
  });
});

test('echoes take at most 1 % of a slow link, and come twenty times a second on a fast one', () => {
  expect(echoPaceMs(undefined)).toBe(100);
  expect(echoPaceMs(100)).toBe(50);
  expect(echoPaceMs(2)).toBe(100);
  expect(echoPaceMs(0.5)).toBeCloseTo((170 * 8) / (0.01 * 500), 9);
});
