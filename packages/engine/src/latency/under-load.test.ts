import { expect, test } from 'vitest';
import { underLoadMs } from './under-load.ts';

/** The window of an upload over 40 ms that was fed for 300 ms and whose last byte came to the point 200 ms later. */
const load = {
  window: { fromMs: 1000, toMs: 1500 },
  record: { direction: 'upload', stoppedMs: 1300, minRttMs: 40 },
} as const;

test('an echo counts as long as load came after it, though nothing was handed over any more', () => {
  const sent = [1000, 1250, 1400, 1430].map((sentMs, n) => ({ sentMs, rttMs: 110 + n }));
  // The third came to the point at 1400 + 112 - 20, before the last byte; the fourth at 1430 + 113 - 20, after it.
  expect(underLoadMs(load, sent)).toEqual([110, 111, 112]);
});

test('while bytes are handed over every echo counts, however long the queue', () => {
  expect(underLoadMs(load, [{ sentMs: 1290, rttMs: 900 }])).toEqual([900]);
});

test('before the pipe was full and after the window none counts', () => {
  const sent = [990, 1501].map((sentMs) => ({ sentMs, rttMs: 1 }));
  expect(underLoadMs(load, sent)).toEqual([]);
});

test('of a download the answer has to come before the last byte, for it waits in the same queue', () => {
  const record = { ...load.record, direction: 'download' as const };
  const sent = [1400, 1450].map((sentMs) => ({ sentMs, rttMs: 90 }));
  expect(underLoadMs({ ...load, record }, sent)).toEqual([90]);
});
