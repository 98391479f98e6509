import { describe, expect, it } from 'vitest';
import { openAssignment } from './assign.ts';

describe('assignment', () => {
  it('keeps an address and a /64 network with one worker, and spreads new ones evenly', () => {
    const assign = openAssignment(3, () => 0);
    const first = ['192.0.2.1', '192.0.2.2', '2001:db8::1', '192.0.2.3'].map(assign);
    expect(first).toEqual([0, 1, 2, 0]);
    expect(['::ffff:192.0.2.2', '2001:db8::ffff', '192.0.2.1'].map(assign)).toEqual([1, 2, 0]);
  });

  it('forgets who has not come for ten minutes', () => {
    let atMs = 0;
    const assign = openAssignment(2, () => atMs);
    expect(['192.0.2.1', '192.0.2.2'].map(assign)).toEqual([0, 1]);
    atMs = 599_999;
    expect(assign('192.0.2.1')).toBe(0);
    atMs = 600_000;
    // Worker 1 serves nobody any more.
    expect(assign('192.0.2.3')).toBe(1);
  });
});
