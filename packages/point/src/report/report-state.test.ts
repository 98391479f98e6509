// What the log tells of the reports that a hub takes, refuses or never gets.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pointConfig } from '../config.ts';
import { openKey } from '../key.ts';
import { openLog } from '../log.ts';
import { startReporting } from './report-state.ts';

/** A hub that answers with the next of these; the last goes on. */
function hubSaying(answers: readonly (readonly [status: number, body: object])[]) {
  let asked = 0;
  return createServer((request, response) => {
    const [status, body] = answers[Math.min(asked++, answers.length - 1)] ?? [500, {}];
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

/** What reporting needs, with every line it logs. */
async function reporter(folder: string) {
  const lines: string[] = [];
  const config = pointConfig.parse({ id: 'p1' });
  const context = {
    config,
    key: await openKey(folder, 'p1'),
    log: openLog(config, { write: (line) => void lines.push(line) }),
    families: [4 as const],
    gate: { draining: false, running: 0 },
    lag: { worstSinceMs: () => 0 },
  };
  return { context, lines };
}

test('a hub that starts beside the point is missed only after two minutes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-report-'));
  const { context, lines } = await reporter(folder);
  let nowMs = Date.now();
  // Port 1 is nobody's.
  const reporting = startReporting(context, 'http://127.0.0.1:1', () => nowMs);
  await reporting.reportNow();
  expect(lines).toEqual([]);
  nowMs += 121_000;
  await reporting.reportNow();
  reporting.close();
  await rm(folder, { recursive: true });
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'the hub is not reached; measurements of other clients wait here for it',
  ]);
});

test('each change is told once: not known yet, refused and why, taken, not reached', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-report-'));
  const late = { title: 'Refused', detail: 'the clock is 120 s ahead' };
  const server = hubSaying([
    [404, {}],
    [404, {}],
    [409, late],
    [409, late],
    [200, { state: 'active' }],
  ]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { context, lines } = await reporter(folder);
  const hub = `http://127.0.0.1:${port}`;
  // The first report goes out by itself.
  const reporting = startReporting(context, hub, Date.now);
  for (let report = 0; report < 6; report += 1) await reporting.reportNow();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  for (let report = 0; report < 2; report += 1) await reporting.reportNow();
  reporting.close();
  await rm(folder, { recursive: true });
  const told = lines.map((line) => JSON.parse(line)).map(({ level, said, msg }) => ({ level, said, msg }));
  expect(told).toEqual([
    { level: 40, said: 'the clock is 120 s ahead', msg: 'the hub refuses the reports of this point' },
    { level: 30, said: '{"state":"active"}', msg: 'the hub and this point' },
    { level: 40, said: hub, msg: 'the hub is not reached; measurements of other clients wait here for it' },
  ]);
});
