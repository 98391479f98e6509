import { afterEach, expect, test, vi } from 'vitest';
import { askPower, toldAccess } from './device.ts';

afterEach(() => vi.unstubAllGlobals());

test('charge is told in steps of 5 %', async () => {
  vi.stubGlobal('navigator', { getBattery: async () => ({ level: 0.131, charging: false }) });
  expect(await askPower()).toEqual({ batteryRatio: 0.15, isCharging: false });
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
