// A client that claims more than it measured, against a real point and a real hub: the point's receipt finds it out.
import { createId } from '@i-speed/engine';
import { type Acknowledgement, acknowledgement, type Submission, type ValidityReason } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSystem, type System } from '../foreign/system.ts';
import { run } from './run.ts';

let system: System;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

/** On loopback a direction may be over in less than the 67 ms from which on it is called a contradiction. */
const isContradicted = (reason: ValidityReason) => reason === 'receipt-disagrees' || reason === 'too-short';

async function post(record: Submission): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${system.hub}/api/v1/measurements`, { method: 'POST', headers, body: JSON.stringify(record) });
}

async function submit(record: Submission): Promise<Acknowledgement> {
  return acknowledgement.parse(await (await post(record)).json());
}

test('an honest record is borne out, one whose rate was raised by a half is excluded and says why', async () => {
  // On loopback a busy machine makes windows of some milliseconds, about which client and point may honestly differ.
  const honest = await vi.waitFor(
    async () => {
      const { result } = await run(system.hub, { profile: 'standard' });
      expect((await submit(result)).reasons.filter(isContradicted)).toEqual([]);
      return result;
    },
    { timeout: 60_000, interval: 0 },
  );
  // The receipt once more, under a measurement that never was.
  const lent = await post({ ...honest, id: createId(Date.now()) });
  expect(lent.status).toBe(422);
  expect((await lent.json()).faults).toMatchObject([{ path: 'receipt' }]);

  const { result } = await run(system.hub, { profile: 'standard' });
  const raise = (of: Submission['download']) =>
    of && { ...of, rateMbps: of.rateMbps * 1.5, bytes: Math.ceil(of.bytes * 1.5), rateHighMbps: of.rateMbps * 1.6 };
  const { reasons, validity } = await submit({ ...result, download: raise(result.download) });
  expect(reasons.filter(isContradicted)).toHaveLength(1);
  expect(validity).toBe('excluded');
});
