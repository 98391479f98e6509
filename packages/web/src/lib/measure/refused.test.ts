import { expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { refusedText } from './refused.ts';

const invalid = (...paths: string[]) => ({
  code: 'invalid',
  faults: paths.map((path) => ({ path, message: 'English' })),
});

it('a wrong clock and an unknown place are told as such, anything else by its code', () => {
  expect(refusedText(invalid('id', 'startedAt'))).toBe(m.refused_clock());
  expect(refusedText(invalid('area.communeCode'))).toBe(m.refused_place());
  expect(refusedText(invalid('download.rateMbps'))).toBe(m.refused_other({ code: 'invalid' }));
  expect(refusedText({ code: 'too-large' })).toBe(m.refused_other({ code: 'too-large' }));
});
