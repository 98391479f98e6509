import { expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { countText } from './number.ts';

const en = { locale: 'en' } as const;

it('in English one is one, and all else, however it is written, is many', () => {
  const told = ['0', '1', '2', '11', '1,204'].map((n) => m.stats_counts({ n, devices: '1' }, en));
  expect(told).toEqual([
    '0 samples from 1 device',
    '1 sample from 1 device',
    '2 samples from 1 device',
    '11 samples from 1 device',
    '1,204 samples from 1 device',
  ]);
  expect(m.stats_counts({ n: '1', devices: '2' }, en)).toBe('1 sample from 2 devices');
});

it('Vietnamese counts in one form', () => {
  expect(m.stats_counts({ n: countText(1_204), devices: '1' }, { locale: 'vi' })).toBe('1.204 mẫu từ 1 máy');
});
