// Two real nodes: the same answers as the engine in the process, the work shared, and nothing acknowledged lost when one goes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, type Submission } from '@i-speed/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse, type Place } from '../../packages/warehouse/src/index.ts';
import { canMakeNode } from '../ingest/clickhouse-node.ts';
import { type HubProcess, makeHubProcess } from '../ingest/hub-process.ts';
import { countedAt, makeSubmission, post } from '../ingest/submit.ts';
import { answersTo, made, timeZone } from './country.ts';
import { askNode, type Cluster, startCluster } from './nodes.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');

describe.skipIf(!canMakeNode())('a cluster of two shards', () => {
  let cluster: Cluster;
  let place: Place;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'i-speed-cluster-'));
    cluster = await startCluster();
    place = { url: cluster.url, cluster: cluster.name };
  });
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test('copied from the folder, twice, it answers every question as the folder does', async () => {
    const path = join(folder, 'warehouse');
    const rows = made();
    let wanted: unknown;
    {
      await using embedded = await openWarehouse({ path });
      for (let at = 0; at < rows.length; at += 2_000) await embedded.append(rows.slice(at, at + 2_000));
      wanted = await answersTo(embedded);
    }
    for (const _ of ['first', 'again']) {
      const said = execFileSync(
        process.execPath,
        [main, 'warehouse', 'copy', '--to', cluster.url, '--cluster', cluster.name, '--lang', 'en'],
        { encoding: 'utf8', env: { ...process.env, I_SPEED_DATA: folder } },
      );
      expect(said.trim().split('\n').at(-1)).toBe(`${rows.length} measurements copied.`);
    }
    await using warehouse = await openWarehouse(place);
    near(await answersTo(warehouse), wanted);
    // Again from built values, and with some of the rows added to a build.
    expect(await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0 })).toEqual(['2026-03-01', '2026-04-01']);
    near(await answersTo(warehouse), wanted);
    await warehouse.append(rows.slice(0, 500));
    near(await answersTo(warehouse), wanted);
    const [one] = rows;
    expect(one && (await warehouse.byId(one.measurement.id))).toEqual(one?.measurement);
  });

  test('both shards hold about half of the measurements and of the built values', async () => {
    for (const table of ['measurements_local', 'device_weeks_local']) {
      const counts = await Promise.all(
        cluster.nodes.map(async (node) => Number(await askNode(node, `SELECT count() FROM ${table}`))),
      );
      const all = counts.reduce((sum, n) => sum + n, 0);
      expect(all).toBeGreaterThan(3_000);
      for (const n of counts) expect(n / all).toBeCloseTo(0.5, 1);
    }
  });

  test('the third build of a month takes the first away from every node', async () => {
    await using warehouse = await openWarehouse(place);
    for (const ending of ['aaaa', 'bbbb', 'cccc']) {
      const more = made().map((row) => {
        const id = `${row.measurement.id.slice(0, -4)}${ending}`;
        return { ...row, measurement: { ...row.measurement, id } };
      });
      await warehouse.append(more.slice(0, 1_000));
      expect((await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0 })).length).toBeGreaterThan(0);
    }
    const builds = 'SELECT max(n) FROM (SELECT uniq(build) AS n FROM device_weeks_local GROUP BY month)';
    for (const node of cluster.nodes) expect(Number(await askNode(node, builds))).toBe(2);
  });

  test('a node killed in the middle of ingest: 503, and all that was acknowledged is there when it is back', async () => {
    await using hub = await makeHubProcess({ CLICKHOUSE_URL: cluster.url, CLICKHOUSE_CLUSTER: cluster.name });
    await hub.start();
    const before = await countedAt(hub.url);
    const kept = new Map<string, Submission>();
    const open = new Map<string, Submission>();
    const [, second] = cluster.nodes;
    await sendUntil(hub, kept, open, () => kept.size >= 30);
    const killed = second.kill9();
    let refused: Response | undefined;
    await sendUntil(hub, kept, open, (answer) => {
      if (answer.status === 503) refused = answer;
      return refused !== undefined;
    });
    await killed;
    expect(refused?.headers.get('retry-after')).toBe('5');
    expect(open.size).toBeGreaterThan(0);
    const late = await makeSubmission(hub.pointKey);
    const answer = await post(hub.url, late);
    expect(answer.status).toBe(503);
    expect(problem.parse(await answer.json()).code).toBe('storage-unavailable');

    await second.start();
    for (const submission of [...open.values(), late]) {
      expect([200, 201]).toContain((await post(hub.url, submission)).status);
      kept.set(submission.id, submission);
    }
    for (const { id } of kept.values()) expect((await fetch(`${hub.url}/api/v1/measurements/${id}`)).status).toBe(200);
    expect(await countedAt(hub.url)).toBe(before + kept.size);
  });
});

/** Four workers send single measurements until an answer ends it; what got no acknowledgement stays open. */
async function sendUntil(
  hub: HubProcess,
  kept: Map<string, Submission>,
  open: Map<string, Submission>,
  isOver: (answer: Response) => boolean,
): Promise<void> {
  let isDone = false;
  const work = async () => {
    while (!isDone) {
      const submission = await makeSubmission(hub.pointKey);
      open.set(submission.id, submission);
      const answer = await post(hub.url, submission);
      if (answer.status === 201) {
        kept.set(submission.id, submission);
        open.delete(submission.id);
      }
      if (isOver(answer)) isDone = true;
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

/** Equal but for the order in which floating point adds. */
function near(actual: unknown, wanted: unknown): void {
  if (typeof wanted === 'number' && typeof actual === 'number')
    expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)));
  else if (typeof wanted === 'object' && wanted !== null && typeof actual === 'object' && actual !== null) {
    expect(Object.keys(actual)).toEqual(Object.keys(wanted));
    for (const [name, inner] of Object.entries(wanted))
      near(Object.entries(actual).find(([key]) => key === name)?.[1], inner);
  } else expect(actual).toEqual(wanted);
}
