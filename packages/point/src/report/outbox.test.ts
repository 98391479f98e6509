// What a point keeps for a hub that is away, and for how long.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { openOutbox } from './outbox.ts';

test('what a hub that is away does not take waits, up to a bound, and is delivered when it is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-outbox-'));
  const taken: string[] = [];
  let isAway = true;
  const hub = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      if (!isAway) taken.push(JSON.parse(body).id);
      response.writeHead(isAway ? 503 : 200).end('{}');
    });
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const address = hub.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const lines: string[] = [];
  const log = openLog({ id: 'p1', logLevel: 'error' }, { write: (line) => void lines.push(line) });
  const outbox = await openOutbox(folder, origin, log, 2);
  for (const id of ['a', 'b', 'c', 'd']) await outbox.put(submissionOf(id));
  expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual(['a.json', 'b.json']);
  // Told once, not for each that is lost.
  expect(lines.length).toBe(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    held: 2,
    hub: origin,
    msg: expect.stringContaining('outbox is full'),
  });
  await outbox.close();

  isAway = false;
  const again = await openOutbox(folder, origin, log, 2);
  await expect.poll(() => taken).toEqual(['a', 'b']);
  await expect.poll(() => again.waiting()).toBe(0);
  await again.put(submissionOf('e'));
  await expect.poll(() => taken).toEqual(['a', 'b', 'e']);
  await again.close();
  hub.close();
  await rm(folder, { recursive: true });
});

test('only the hub itself refuses for good, and one that it cannot take holds up no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-outbox-'));
  const taken: string[] = [];
  const hub = createServer(async (request, response) => {
    const { id } = JSON.parse(await text(request));
    if (id === 'a') response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{}');
    else if (id === 'b') response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>');
    else if (id === 'c') response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{}');
    else {
      taken.push(id);
      response.writeHead(201).end('{}');
    }
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const address = hub.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const outbox = await openOutbox(folder, origin, openLog({ id: 'p1', logLevel: 'silent' }));
  for (const id of ['a', 'b', 'c', 'd']) await outbox.put(submissionOf(id));
  await expect.poll(() => taken, { timeout: 10_000 }).toEqual(['d']);
  await expect.poll(async () => (await readdir(join(folder, 'refused'))).sort()).toEqual(['c.answer.txt', 'c.json']);
  const waiting = async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  await expect.poll(waiting).toEqual(['a.json', 'b.json']);
  await outbox.close();
  hub.close();
  await rm(folder, { recursive: true });
});

test('of what the hub refuses for good the newest is kept, and nothing that a kill left half written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-outbox-'));
  const hub = createServer((_, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{}');
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const address = hub.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await writeFile(join(folder, 'z.json.part'), '{"id":');
  const outbox = await openOutbox(folder, origin, openLog({ id: 'p1', logLevel: 'silent' }), 10, 2);
  for (const id of ['a', 'b', 'c', 'd']) await outbox.put(submissionOf(id));
  const refused = async () => (await readdir(join(folder, 'refused'))).sort();
  await expect.poll(refused).toEqual(['c.answer.txt', 'c.json', 'd.answer.txt', 'd.json']);
  expect(await readdir(folder)).toEqual(['refused']);
  await outbox.close();
  hub.close();
  await rm(folder, { recursive: true });
});

function submissionOf(id: string): Submission {
  return {
    id,
    startedAt: '2026-03-10T05:00:00.000Z',
    durationMs: 10_000,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: 'curl-counted',
    client: { kind: 'curl', version: '8' },
    pointId: 'p1',
    family: 4,
    failures: [],
    receipt: 'signed',
  };
}
