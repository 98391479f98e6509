import type { MeasureEvent } from '@i-speed/engine';
import { expect, test } from 'vitest';
import { openSpeech } from '../language/language.ts';
import { advance, describeState, startState } from './live-line.ts';

const progress = (momentaryMbps: number, settledMbps?: number): MeasureEvent => ({
  type: 'progress',
  direction: 'download',
  pulse: 0,
  atMs: 1000,
  momentaryMbps,
  settledMbps,
  bytes: 1_000_000,
  usedBytes: 1_500_000,
  capBytes: 9_000_000,
});
const stateAfter = (...events: MeasureEvent[]) => events.reduce(advance, startState);

test('the line shows the phase, the round trip, the rate and the bytes', () => {
  const state = stateAfter(
    { type: 'phase', phase: 'idle', atMs: 0 },
    { type: 'echo', load: 'idle', rttMs: 12.34, atMs: 1 },
    { type: 'echo', load: 'idle', rttMs: 15, atMs: 2 },
    { type: 'phase', phase: 'pulses', atMs: 3 },
    progress(38.54),
  );
  expect(describeState(state, openSpeech('vi'), 80)).toBe('đo tải xuống và tải lên · 12,3 ms · ↓ 38,5 Mbps · 1,5 MB');
});

test('between pulses the settled rate stands in for a momentary rate of 0', () => {
  expect(describeState(stateAfter(progress(40, 38), progress(0)), openSpeech('en'), 80)).toContain('↓ 38 Mbps');
});

test('the line never wraps', () => {
  expect(describeState(stateAfter(progress(40)), openSpeech('en'), 20)).toHaveLength(19);
});
