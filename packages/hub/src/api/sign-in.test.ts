// Guessing and wearing out: what stands before a sign-in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ I_SPEED_TICKETS_PER_MINUTE: '6' });
}, 60_000);
afterAll(() => hub[Symbol.asyncDispose]());

const signIn = (email: string, address?: string) =>
  hub.post('/api/v1/auth/sign-in/email', { email, password: 'mot mat khau khac' }, address);

test('of many sign-ins sent at once no more are tried than one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => signIn('ai@example.vn', `27.64.1.${at}`)));
  const tried = answers.filter(({ status }) => status !== 429);
  expect(tried.length).toBeLessThanOrEqual(8);
});

test('an address signs in, and asks for mails, so many times a minute', async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 20; attempt += 1)
    statuses.push((await signIn(`${attempt}@example.vn`, '27.64.0.9')).status);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(statuses).toContain(429);
  const reset = () => hub.post('/api/v1/auth/request-password-reset', { email: 'ai@example.vn' }, '27.64.0.10');
  const asked = await Promise.all(Array.from({ length: 12 }, reset));
  expect(asked.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(5);
});
