import type { Submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import type { StoredMeasurement } from '../store/device-store.ts';
import { toCsv } from './export.ts';
import { filterHistory } from './filter.ts';

const record = (n: number, change: Partial<Submission> = {}): Submission => ({
  id: `01a1fcce-dca5-711b-bb76-${String(n).padStart(12, '0')}`,
  startedAt: `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`,
  ...{ durationMs: 9_000, trigger: 'manual', profile: 'standard', methodVersion: '1', failures: [] },
  client: { kind: 'web', version: '1' },
  ...change,
});
const stored = (submission: Submission): StoredMeasurement => ({ id: submission.id, submission, state: 'sent' });
const list = [
  stored(record(20, { access: { kind: 'mobile', technology: '4g' } })),
  stored(record(18, { trigger: 'auto', access: { technology: 'wifi' } })),
  stored(record(1)),
];
const nowMs = Date.parse('2026-11-21T08:00:00.000Z');
const days = (filter: Parameters<typeof filterHistory>[1]) =>
  filterHistory(list, filter, nowMs).map(({ submission }) => Number(submission.startedAt.slice(8, 10)));

test('a filter lets through what it names', () => {
  expect(days({ trigger: 'all', access: 'all' })).toEqual([20, 18, 1]);
  expect(days({ trigger: 'auto', access: 'all' })).toEqual([18]);
  expect(days({ trigger: 'manual', access: 'all' })).toEqual([20, 1]);
  expect(days({ trigger: 'all', access: 'fixed' })).toEqual([18]);
  expect(days({ trigger: 'all', access: 'untold' })).toEqual([1]);
  expect(days({ trigger: 'all', access: 'all', days: 7 })).toEqual([20, 18]);
});

test('what was not measured is an empty cell, never 0, and signs of CSV are quoted', () => {
  const [head = '', row = '', end] = toCsv([record(1, { pointId: 'a,"b"' })]).split('\r\n');
  const names = head.slice(1).split(',');
  expect(head.codePointAt(0)).toBe(0xfeff);
  const cells = row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  expect(cells.length).toBe(names.length);
  expect(cells[names.indexOf('download_mbps')]).toBe('');
  expect(cells[names.indexOf('data_bytes')]).toBe('');
  expect(cells[names.indexOf('point')]).toBe('"a,""b"""');
  expect(end).toBe('');
});
