import { expect, test } from 'vitest';
import { missingDirections } from './missing.ts';

const measured = { estimate: { rateMbps: 2, durationMs: 500, bytes: 125_000, pulses: 1 } };

test('a direction without a figure and without a reason is missing', () => {
  expect(missingDirections({ download: measured, upload: {} }, [])).toEqual(['upload']);
  expect(missingDirections({ download: {}, upload: { stop: 'time' } }, [])).toEqual(['download', 'upload']);
  expect(missingDirections({ download: measured, upload: {} }, [{ code: 'download.hidden' }])).toEqual(['upload']);
});

test('one that has a figure, failed, or met its cap of data is not', () => {
  expect(missingDirections({ download: measured, upload: measured }, [])).toEqual([]);
  expect(missingDirections({ download: measured, upload: {} }, [{ code: 'upload.lost' }])).toEqual([]);
  expect(missingDirections({ download: measured, upload: { stop: 'data' } }, [])).toEqual([]);
});
