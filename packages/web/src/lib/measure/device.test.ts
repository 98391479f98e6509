import { afterEach, expect, test, vi } from 'vitest';
import { askPower, toldAccess, withDevice } from './device.ts';

afterEach(() => vi.unstubAllGlobals());

test('charge is told in steps of 5 %', async () => {
  vi.stubGlobal('navigator', { getBattery: async () => ({ level: 0.131, charging: false }) });
  expect(await askPower()).toEqual({ batteryRatio: 0.15, isCharging: false });
});

test('what the person told of the access stands', async () => {
  vi.stubGlobal('navigator', { connection: { type: 'wifi' } });
  const record = {
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    startedAt: '2026-11-21T03:00:00.000Z',
    durationMs: 1,
    trigger: 'manual' as const,
    profile: 'light' as const,
    methodVersion: '1',
    client: { kind: 'web' as const, version: '1' },
    failures: [],
  };
  expect((await withDevice(record)).access?.technology).toBe('wifi');
  const chosen = { technology: '5g', technologyFrom: 'user' } as const;
  expect((await withDevice({ ...record, access: chosen })).access).toEqual(chosen);
});

test('a browser that tells nothing leaves nothing', async () => {
  vi.stubGlobal('navigator', {});
  expect(await askPower()).toEqual({});
  expect(toldAccess()).toBeUndefined();
  vi.stubGlobal('navigator', { getBattery: () => Promise.reject(new Error('not allowed')) });
  expect(await askPower()).toEqual({});
});

test('a phone network is mobile, Wi-Fi may lead to either', () => {
  vi.stubGlobal('navigator', { connection: { type: 'cellular' } });
  expect(toldAccess()).toEqual({ kind: 'mobile', kindFrom: 'platform' });
  vi.stubGlobal('navigator', { connection: { type: 'wifi' } });
  expect(toldAccess()).toEqual({ technology: 'wifi', technologyFrom: 'platform' });
});
