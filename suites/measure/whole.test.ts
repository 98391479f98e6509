// A whole measurement in Node against a real point on loopback: what the client says is what the point signs.
import type { Point } from '@i-speed/point';
import { RECEIPT_TYPE, type ReceiptClaims, receiptClaims } from '@i-speed/spec';
import { importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPoint } from '../../packages/point/test/client.ts';
import { run } from './run.ts';
import { candidateAt, openTicketHub, type TicketHub } from './ticket-hub.ts';

let point: Point;
let hub: TicketHub;
beforeAll(async () => {
  point = await startPoint();
  hub = await openTicketHub([candidateAt('p1', point.port)]);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await point[Symbol.asyncDispose]();
});

async function claimsOf(receipt: string | undefined): Promise<ReceiptClaims> {
  const key = await importJWK(point.publicJwk, 'EdDSA');
  const { payload } = await jwtVerify(receipt ?? '', key, { typ: RECEIPT_TYPE });
  return receiptClaims.parse(payload);
}

describe('a standard measurement', () => {
  test('measures all there is to measure, and the point bears it out', async () => {
    const { events, result, failures } = await run(hub.url, { profile: 'standard' });
    expect(failures).toEqual([]);
    // A rate that stayed even is looked at again after a wait, one that did not at once: here it may do either.
    const phases = new Set(events.flatMap((event) => (event.type === 'phase' ? [event.phase] : [])));
    phases.delete('wait');
    expect([...phases]).toEqual(['ticket', 'point', 'idle', 'pulses', 'ipv6', 'receipt', 'done']);
    expect(result).toMatchObject({ pointId: 'p1', family: 4, profile: 'standard', trigger: 'manual' });
    expect(result.latency?.idle?.n).toBeGreaterThanOrEqual(20);
    expect(result.durationMs).toBeLessThan(14_000);

    const claims = await claimsOf(result.receipt);
    expect(claims.jti).toBe(result.id);
    expect(claims.ticketed).toBe(false);
    for (const direction of ['download', 'upload'] as const) {
      const measured = result[direction];
      const seen = claims[direction];
      // Loopback carries gigabits; a hundredth of that would mean that something waits.
      expect(measured?.rateMbps).toBeGreaterThan(100);
      expect(measured?.bytes).toBe(seen?.bytes);
      expect(measured?.series.at(-1)?.[1]).toBe(measured?.bytes);
      // Here client and point share a thread, so that each reads what the other let wait; link.test.ts compares their rates.
      expect(seen?.windowBytes).toBeGreaterThan(0);
    }
  });

  test('tells the rate while it happens', async () => {
    const { events } = await run(hub.url);
    for (const direction of ['download', 'upload']) {
      const told = events.filter((event) => event.type === 'progress').filter((event) => event.direction === direction);
      expect(told.length).toBeGreaterThan(0);
      expect(told.every((event) => event.usedBytes <= event.capBytes)).toBe(true);
      const bytes = told.map((event) => event.bytes);
      expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    }
  });
});

describe('data caps hold by the point’s own count', () => {
  test.each([
    { profile: 'light', capBytes: 9_000_000 },
    { profile: 'auto', capBytes: 2_000_000 },
  ] as const)('$profile', async ({ profile, capBytes }) => {
    const { result } = await run(hub.url, { profile });
    const { download, upload } = await claimsOf(result.receipt);
    expect(download?.bytes).toBeGreaterThan(0);
    expect(upload?.bytes).toBeGreaterThan(0);
    expect((download?.bytes ?? 0) + (upload?.bytes ?? 0)).toBeLessThanOrEqual(capBytes);
  });
});
