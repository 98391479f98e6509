// M-Lab's own browser client, as npm has it, measures against the point, and its run is kept.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type PublicMeasurement, publicMeasurement } from '@i-speed/spec';
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from './visit.ts';

const clientFolder = dirname(createRequire(import.meta.url).resolve('@m-lab/ndt7'));

type Measured = { MeanClientMbps: number; NumBytes: number; ElapsedTime: number };
type ServerSaid = { AppInfo: { NumBytes: number; ElapsedTime: number }; ConnectionInfo: { UUID: string } };
type Outcome = { code: number; errors: string[]; client: Record<string, Measured>; server: Record<string, ServerSaid> };

let stack: Stack;
let site: Server;
let origin = '';
beforeAll(async () => {
  stack = await bootStack();
  site = createServer(async (request, response) => {
    const name = request.url?.slice(1) ?? '';
    if (!/^ndt7[\w-]*\.js$/.test(name)) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><script src="/ndt7.js"></script>');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(join(clientFolder, name)));
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  site?.close();
  await stack?.[Symbol.asyncDispose]();
});

test('both directions finish with plausible rates, and the hub keeps the runs as client.kind ndt7', async () => {
  const { page } = await visit();
  await page.goto(origin);
  const outcome: Outcome = await page.evaluate(runClient, `localhost:${stack.pointPort}`);
  expect(outcome.errors).toEqual([]);
  expect(outcome.code).toBe(0);
  for (const direction of ['download', 'upload'] as const) {
    const client = outcome.client[direction];
    const server = outcome.server[direction];
    if (client === undefined || server === undefined) throw new Error(`no measurement of the ${direction}`);
    // Ten seconds by the protocol; a loopback carries far more than 20 Mbit/s and no two cores carry 100 Gbit/s.
    expect(client.ElapsedTime).toBeGreaterThan(8);
    expect(client.ElapsedTime).toBeLessThan(13);
    expect(client.MeanClientMbps).toBeGreaterThan(20);
    expect(client.MeanClientMbps).toBeLessThan(100_000);
    // Bytes over microseconds are 10^6 bytes a second. The point's account differs by what is on the way and not yet told.
    const serverMbps = (server.AppInfo.NumBytes * 8) / server.AppInfo.ElapsedTime;
    expect(Math.abs(serverMbps / client.MeanClientMbps - 1)).toBeLessThan(0.25);

    const kept = await readKept(server.ConnectionInfo.UUID);
    expect(kept).toMatchObject({ client: { kind: 'ndt7' }, pointId: 'local', countsInStatistics: false });
    expect(kept.reasons).toContain('foreign-client');
    // The record leaves the ramp-up out and the client does not, so that they agree only roughly.
    expect((kept[direction]?.rateMbps ?? 0) / client.MeanClientMbps).toBeGreaterThan(0.5);
    expect((kept[direction]?.rateMbps ?? 0) / client.MeanClientMbps).toBeLessThan(2);
  }
});

/** The run as the hub has it: the point names it by its own id and hands it in by itself. */
async function readKept(id: string): Promise<PublicMeasurement> {
  const read = () => fetch(`${stack.url}/api/v1/measurements/${id}`);
  await expect.poll(async () => (await read()).status, { timeout: 15_000 }).toBe(200);
  return publicMeasurement.parse(await (await read()).json());
}

/** The browser's part: runs the client and gathers the last measurement of either side for each direction. */
async function runClient(server: string): Promise<Outcome> {
  const outcome: Outcome = { code: -1, errors: [], client: {}, server: {} };
  const take = (direction: string) => (event: { Source: string; Data: unknown }) => {
    const side: Record<string, unknown> = event.Source === 'client' ? outcome.client : outcome.server;
    side[direction] = event.Data;
  };
  const ndt7 = Reflect.get(globalThis, 'ndt7');
  const config = { server, protocol: 'ws', mlabDataPolicyInapplicable: true };
  outcome.code = await ndt7.test(config, {
    error: (message: unknown) => outcome.errors.push(String(message)),
    downloadMeasurement: take('download'),
    uploadMeasurement: take('upload'),
  });
  return outcome;
}
