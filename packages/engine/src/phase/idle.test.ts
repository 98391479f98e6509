import { expect, test } from 'vitest';
import { platform } from '#platform';
import type { Control, Echo } from '../control/connection.ts';
import { createContext } from './context.ts';
import { measureIdle } from './idle.ts';

test('over a long path a pulse need not wait for the last answers, which count all the same', async () => {
  const told: number[] = [];
  const context = createContext(
    { ...platform, sleep: () => Promise.resolve() },
    { hubUrl: 'http://127.0.0.1', profile: 'standard', trigger: 'manual', client: { kind: 'cli', version: 'test' } },
    'id',
    new AbortController().signal,
    (event) => event.type === 'echo' && told.push(event.rttMs),
  );
  let answer: (echo: Echo) => void = () => undefined;
  let sent = 7;
  const control: Pick<Control, 'ping' | 'onEcho' | 'ended'> = {
    ping: () => (sent += 1),
    onEcho(listener) {
      answer = listener;
      return () => undefined;
    },
    ended: new AbortController().signal,
  };
  const idle = measureIdle(context, control);
  // An echo that went out before is none of its own.
  answer({ seq: 7, sentMs: 0, rttMs: 900 });
  answer({ seq: 8, sentMs: 0, rttMs: 301 });
  while (sent < 7 + 22) await Promise.resolve();
  for (let seq = 9; seq <= 12; seq += 1) answer({ seq, sentMs: 0, rttMs: 300 + seq });
  // 301, 309, 310, 311, 312
  expect(await idle.soon).toMatchObject({ n: 5, medianMs: 310 });
  for (let seq = 13; seq <= 29; seq += 1) answer({ seq, sentMs: 0, rttMs: 320 });
  expect(await idle.all).toMatchObject({ n: 22, medianMs: 320 });
  expect(told).toHaveLength(22);
});
