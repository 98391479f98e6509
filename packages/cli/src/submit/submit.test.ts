import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Submission } from '@i-speed/spec';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool, type Spool } from './spool.ts';
import { sendWaiting, submit } from './submit.ts';

type Answer = { status: number; body: unknown };

const problemOf = (status: number) => ({ type: 'about:blank', title: 'no', status, code: 'no' });
const kept = (id: string) => ({ id, path: `/do/${id}`, validity: 'valid', reasons: [], countsInStatistics: true });
const record = (last: string): Submission => ({
  id: `01890a5d-ac96-774b-bcce-b302099a805${last}`,
  startedAt: '2025-09-13T03:00:00.000Z',
  durationMs: 9000,
  trigger: 'manual',
  profile: 'standard',
  methodVersion: '1',
  client: { kind: 'cli', version: '0.1.0' },
  failures: [],
});

let folder = '';
let spool: Spool;
let server: Server;
let hubUrl = '';
let bodies: unknown[] = [];
let answer: (body: unknown) => Answer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-spool-'));
  spool = openSpool(folder);
  bodies = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    bodies.push(body);
    const { status, body: reply } = answer(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  hubUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const waiting = () => readdir(join(folder, 'spool')).catch(() => []);

test('what the hub acknowledged does not stay behind', async () => {
  answer = () => ({ status: 201, body: kept(record('1').id) });
  expect(await submit(hubUrl, record('1'), spool)).toMatchObject({ outcome: 'kept' });
  expect(await waiting()).toEqual([]);
});

test('what the hub cannot take now waits, and is sent once later', async () => {
  answer = () => ({ status: 503, body: problemOf(503) });
  expect(await submit(hubUrl, record('1'), spool)).toEqual({ outcome: 'later', detail: 'HTTP 503' });
  expect(await submit(hubUrl, record('2'), spool)).toEqual({ outcome: 'later', detail: 'HTTP 503' });
  bodies = [];
  answer = () => ({
    status: 200,
    body: { results: ['1', '2'].map((last) => ({ kept: true, ...kept(record(last).id) })) },
  });
  expect(await sendWaiting(hubUrl, spool)).toBe(2);
  expect(bodies).toEqual([[record('1'), record('2')]]);
  expect(await sendWaiting(hubUrl, spool)).toBe(0);
  expect(bodies).toHaveLength(1);
});

test('an unreachable hub leaves the measurement in the spool', async () => {
  server.close();
  await once(server, 'close');
  expect(await submit(hubUrl, record('1'), spool)).toMatchObject({ outcome: 'later' });
  expect(await waiting()).toEqual([`${record('1').id}.json`]);
});

test.each([200, 404, 405])('what answers %i without a word of a hub is told to be none', async (status) => {
  answer = () => ({ status, body: { hello: 'world' } });
  expect(await submit(hubUrl, record('1'), spool)).toEqual({ outcome: 'no-hub', detail: `HTTP ${status}` });
  expect(await waiting()).toEqual([`${record('1').id}.json`]);
});

test('a refused measurement is set aside and never sent again', async () => {
  answer = () => ({ status: 422, body: problemOf(422) });
  expect(await submit(hubUrl, record('1'), spool)).toMatchObject({ outcome: 'refused' });
  expect(await waiting()).toEqual([]);
  expect(await readdir(join(folder, 'refused'))).toEqual([`${record('1').id}.json`]);
});

test('in a batch each answer counts for its own measurement', async () => {
  for (const last of ['1', '2', '3']) await spool.add({ hubUrl, submission: record(last) });
  const results = [
    { kept: true, ...kept(record('1').id) },
    { kept: false, problem: problemOf(409) },
    { kept: false, problem: problemOf(503) },
  ];
  answer = () => ({ status: 200, body: { results } });
  expect(await sendWaiting(hubUrl, spool)).toBe(1);
  expect(await waiting()).toEqual([`${record('3').id}.json`]);
});

test('measurements for another hub stay', async () => {
  await spool.add({ hubUrl: 'http://other.example', submission: record('1') });
  expect(await sendWaiting(hubUrl, spool)).toBe(0);
  expect(bodies).toEqual([]);
});
