import { expect, test } from 'vitest';
import { keepBriefly } from './keep-briefly.ts';

const row = (id: string) => ({ id });

/** A store that counts what it is asked, and the clock of the one who asks. */
function store(answer: (id: string) => { id: string } | undefined) {
  const asked: string[] = [];
  const time = { nowMs: 0 };
  const byId = keepBriefly(
    async (id) => {
      asked.push(id);
      return answer(id);
    },
    () => time.nowMs,
  );
  return { asked, time, byId };
}

test('many who ask at once and within the second are one question', async () => {
  const { asked, time, byId } = store(row);
  const found = await Promise.all(Array.from({ length: 500 }, () => byId('p1')));
  expect(new Set(found).size).toBe(1);
  time.nowMs = 999;
  await byId('p1');
  await byId('p2');
  expect(asked).toEqual(['p1', 'p2']);
  time.nowMs = 1_000;
  await byId('p1');
  expect(asked).toEqual(['p1', 'p2', 'p1']);
});

test('a point that is not there yet, or a store that fails, is asked again', async () => {
  let isThere = false;
  const { asked, byId } = store((id) => {
    if (id === 'broken') throw new Error('no store');
    return isThere ? row(id) : undefined;
  });
  expect(await byId('p1')).toBeUndefined();
  isThere = true;
  expect(await byId('p1')).toMatchObject({ id: 'p1' });
  await expect(byId('broken')).rejects.toThrow('no store');
  await expect(byId('broken')).rejects.toThrow('no store');
  expect(asked).toEqual(['p1', 'p1', 'broken', 'broken']);
});
