import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pause } from './pause.ts';

const DAY_MS = 86_400_000;

test.each([1, 24, 25, 60, 999_999])(
  'a wait of %i days is not over at once, and ends when it is called off',
  async (days) => {
    const ending = new AbortController();
    const over = pause(days * DAY_MS, ending.signal).then(() => 'over');
    expect(await Promise.race([over, sleep(100, 'waiting')])).toBe('waiting');
    ending.abort();
    expect(await over).toBe('over');
  },
);

test('no wait is over at once', async () => {
  await pause(0, new AbortController().signal);
  await pause(-1, new AbortController().signal);
});
