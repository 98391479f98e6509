// One link, every client in a browser, one after the other against the same point: ours through its page, the peers' own beside it.
import { fileURLToPath } from 'node:url';
import { openScenario, runNode, type Scenario } from '../../testbed/src/link/index.ts';
import { asClientRun, type ClientFigures, type ClientName, otherBrowserOf } from './peer.ts';

export type Compared = {
  scenario: string;
  client: ClientName;
  /** Why there are no figures. */
  fault?: string;
  seconds?: number;
  /** Transport payload over the bottleneck in each direction, resends included. */
  downBytes?: number;
  upBytes?: number;
  truth: { downMbps: number; upMbps: number; idleMs: number };
  figures?: ClientFigures;
  /** Share of the truth (0.02 = 2 % too much); absent without a figure. */
  downError?: number | undefined;
  upError?: number | undefined;
};

/** Opens the link and the whole product at its far end, then yields each client's run as it ends. */
export async function* compareClients(scenario: Scenario, clients: readonly ClientName[]): AsyncGenerator<Compared> {
  await using link = await openScenario(scenario);
  const host = link.addresses.server[scenario.family];
  const name = host.includes(':') ? `[${host}]` : host;
  await using system = runNode(link, 'server', program('system'), [host]);
  const ports: { port: number; pointPort: number } = JSON.parse(await system.line());
  const truth = {
    downMbps: scenario.down.payloadMbps,
    upMbps: scenario.up.payloadMbps,
    idleMs: scenario.idleRttMs,
  };
  for (const client of clients) {
    await using browser = runNode(
      link,
      'client',
      program(otherBrowserOf(client) === undefined ? 'browse' : 'browse-other'),
      [client, `http://${name}:${ports.port}`, `http://${name}:${ports.pointPort}`],
    );
    const run = asClientRun(await browser.line());
    if ('fault' in run) {
      yield { scenario: scenario.name, client, truth, fault: run.fault };
      continue;
    }
    const { figures, startedAtMs, endedAtMs } = run;
    const crossed = await link.truth(link.atEpochMs(startedAtMs), link.atEpochMs(endedAtMs));
    yield {
      scenario: scenario.name,
      client,
      seconds: (endedAtMs - startedAtMs) / 1000,
      downBytes: crossed.down.payloadBytes,
      upBytes: crossed.up.payloadBytes,
      truth,
      figures,
      downError: errorOf(figures.downloadMbps, truth.downMbps),
      upError: errorOf(figures.uploadMbps, truth.upMbps),
    };
  }
}

function errorOf(measured: number | undefined, truth: number): number | undefined {
  return measured === undefined ? undefined : measured / truth - 1;
}

function program(name: string): string {
  return fileURLToPath(new URL(`ends/${name}.ts`, import.meta.url));
}
