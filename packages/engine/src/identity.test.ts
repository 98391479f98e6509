import { uuidv7 } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { createId } from './identity.ts';

test('ids are UUIDs of version 7 that begin with their time and differ', () => {
  const unixMs = Date.UTC(2026, 10, 21);
  const ids = Array.from({ length: 100 }, () => createId(unixMs));
  for (const id of ids)
    expect(uuidv7.parse(id).replaceAll('-', '').slice(0, 12)).toBe(unixMs.toString(16).padStart(12, '0'));
  expect(new Set(ids).size).toBe(100);
});
