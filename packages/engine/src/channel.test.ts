import { expect, test } from 'vitest';
import { createChannel } from './channel.ts';

async function readAll<T>(channel: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of channel) values.push(value);
  return values;
}

test('what was put before and while reading comes out in order, then reading ends', async () => {
  const channel = createChannel<number>(() => undefined);
  channel.put(1);
  channel.put(2);
  const reading = readAll(channel);
  await Promise.resolve();
  channel.put(3);
  channel.end();
  channel.put(4);
  expect(await reading).toEqual([1, 2, 3]);
});

test('an error comes after the values before it', async () => {
  const channel = createChannel<number>(() => undefined);
  channel.put(1);
  channel.fail(new Error('broken'));
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const value of channel) seen.push(value);
    })(),
  ).rejects.toThrow('broken');
  expect(seen).toEqual([1]);
});

test('a reader that leaves early is told, one that reads to the end is not', async () => {
  let left = 0;
  const early = createChannel<number>(() => {
    left += 1;
  });
  early.put(1);
  early.put(2);
  for await (const value of early) if (value === 1) break;
  expect(left).toBe(1);
  const whole = createChannel<number>(() => {
    left += 1;
  });
  whole.put(1);
  whole.end();
  await readAll(whole);
  expect(left).toBe(1);
});
