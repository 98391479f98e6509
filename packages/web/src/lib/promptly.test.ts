import { isHttpError } from '@sveltejs/kit';
import { expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { promptly } from './promptly.ts';

const answering = (statuses: Record<string, number>, asked: Headers[] = []) =>
  promptly(async (path, init) => {
    asked.push(new Headers(init?.headers));
    return new Response('{"n":1}', { status: statuses[String(path)] ?? 404 });
  });

it('what is there is told, asked without waiting and with the headers that were given', async () => {
  const asked: Headers[] = [];
  const { get, told } = answering({ '/a': 200 }, asked);
  expect(await (await get('/a', { headers: { 'accept-language': 'vi' } })).json()).toEqual({ n: 1 });
  expect([...(asked[0] ?? [])]).toEqual([
    ['accept-language', 'vi'],
    ['prefer', 'respond-async, wait=5'],
  ]);
  expect(told('page')).toBe('page');
});

it('a refusal stays a refusal and ends no page', async () => {
  const { get, told } = answering({ '/a': 422 });
  expect((await get('/a')).status).toBe(422);
  expect(told('page')).toBe('page');
});

it('one answer in the making is read as none, and the page says that it comes', async () => {
  const { get, told } = answering({ '/a': 200, '/b': 202 });
  expect((await Promise.all([get('/a'), get('/b')])).map(({ ok }) => ok)).toEqual([true, false]);
  let thrown: unknown;
  try {
    told('page');
  } catch (cause) {
    thrown = cause;
  }
  expect(isHttpError(thrown, 503) && thrown.body).toMatchObject({ message: m.preparing_title(), isPreparing: true });
});
