import { expect, it } from 'vitest';
import { migrationNames } from './migrate.ts';

it('numbers each migration once, from 0001 on without a gap', () => {
  const names = migrationNames();
  const numbers = names.map((name) => name.slice(0, 4));
  expect(numbers).toEqual(names.map((_, index) => String(index + 1).padStart(4, '0')));
});
