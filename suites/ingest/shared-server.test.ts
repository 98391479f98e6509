// Two hubs on one ClickHouse server: one id at both at once, and the server gone and back.
import { problem } from '@i-speed/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClickhouseNode, canMakeNode, makeClickhouseNode } from './clickhouse-node.ts';
import { type HubProcess, makeHubProcess, makePointKey } from './hub-process.ts';
import { countedAt, makeSubmission, post } from './submit.ts';

describe.skipIf(!canMakeNode())('hubs that share a server', () => {
  let node: ClickhouseNode;
  let hubs: [HubProcess, HubProcess];

  beforeAll(async () => {
    node = await makeClickhouseNode();
    await node.start();
    const key = await makePointKey();
    const env = { CLICKHOUSE_URL: node.url };
    hubs = [await makeHubProcess(env, key), await makeHubProcess(env, key)];
    await Promise.all(hubs.map((hub) => hub.start()));
  });
  afterAll(async () => {
    for (const hub of hubs) await hub[Symbol.asyncDispose]();
    await node[Symbol.asyncDispose]();
  });

  test('one id at both at the same moment gets one answer and counts once', async () => {
    const [a, b] = hubs;
    const before = await countedAt(a.url);
    for (let round = 1; round <= 10; round += 1) {
      const sent = await makeSubmission(a.pointKey);
      const other = { ...sent, durationMs: 1, client: { ...sent.client, version: 'other' } };
      const answers = await Promise.all([post(a.url, sent), post(b.url, other), post(a.url, other), post(b.url, sent)]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      const texts = new Set(await Promise.all(answers.map((answer) => answer.text())));
      expect(texts.size).toBe(1);
      const shown = await Promise.all(
        [a, b].map(async ({ url }) => (await fetch(`${url}/api/v1/measurements/${sent.id}`)).json()),
      );
      expect({ ...shown[0], url: '' }).toEqual({ ...shown[1], url: '' });
      expect(await countedAt(b.url)).toBe(before + round);
    }
  });

  test('a server that is gone is 503 with Retry-After, and what was acknowledged is there when it is back', async () => {
    const [hub] = hubs;
    const kept = await makeSubmission(hub.pointKey);
    expect((await post(hub.url, kept)).status).toBe(201);
    const before = await countedAt(hub.url);
    await node.kill9();

    const late = await makeSubmission(hub.pointKey);
    const answer = await post(hub.url, late);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(problem.parse(await answer.json()).code).toBe('storage-unavailable');
    expect((await post(hub.url, [late])).status).toBe(503);
    expect((await fetch(`${hub.url}/api/v1/measurements/${kept.id}`)).status).toBe(503);
    const health = await fetch(`${hub.url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'failing', parts: { warehouse: false, store: true } });

    await node.start();
    expect((await fetch(`${hub.url}/api/v1/measurements/${kept.id}`)).status).toBe(200);
    const again = await post(hub.url, late);
    expect(again.status).toBe(201);
    expect(await countedAt(hub.url)).toBe(before + 1);
  });
});
