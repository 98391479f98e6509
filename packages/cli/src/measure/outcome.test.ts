import type { FailureCode, Submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { exitCodes } from '../exit-code.ts';
import type { Delivery } from '../submit/submit.ts';
import { exitCodeOf } from './outcome.ts';

const direction = { rateMbps: 1, bytes: 1, durationMs: 1, rampMs: 1, stop: 'time' as const, pulses: [], series: [] };
const latency = { idle: { medianMs: 1, minMs: 1, n: 20 } };
const record = (parts: Partial<Submission>, ...codes: FailureCode[]): Submission => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  startedAt: '2025-09-13T03:00:00.000Z',
  durationMs: 9000,
  trigger: 'manual',
  profile: 'standard',
  methodVersion: '1',
  client: { kind: 'cli', version: '0.1.0' },
  failures: codes.map((code) => ({ code, atMs: 0 })),
  ...parts,
});
const whole = { download: direction, upload: direction, latency };
const kept: Delivery = {
  outcome: 'kept',
  acknowledgement: { id: 'i', path: '/do/i', validity: 'valid', reasons: [], countsInStatistics: true },
};
const later: Delivery = { outcome: 'later', detail: 'd' };
const refused: Delivery = { outcome: 'refused', problem: { type: 't', title: 't', status: 422, code: 'c' } };

test('each ending has its code', () => {
  expect(exitCodeOf(record(whole), kept)).toBe(exitCodes.ok);
  expect(exitCodeOf(record(whole, 'ipv6.unreachable'), kept)).toBe(exitCodes.ok);
  expect(exitCodeOf(record({ ...whole, upload: undefined }, 'upload.lost'), kept)).toBe(exitCodes.partlyMeasured);
  expect(exitCodeOf(record({}, 'ticket.offline'), later)).toBe(exitCodes.notMeasured);
  expect(exitCodeOf(record(whole), later)).toBe(exitCodes.keptForLater);
  expect(exitCodeOf(record(whole), refused)).toBe(exitCodes.refused);
  expect(exitCodeOf(record(whole, 'upload.aborted'), kept)).toBe(exitCodes.interrupted);
});
