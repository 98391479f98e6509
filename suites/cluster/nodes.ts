// A real ClickHouse cluster of two shards on loopback, from the npm package alone.
import { findFreePorts } from '../../testbed/src/index.ts';
import { type ClickhouseNode, makeClickhouseNode } from '../ingest/clickhouse-node.ts';

export interface Cluster extends AsyncDisposable {
  readonly nodes: readonly [ClickhouseNode, ClickhouseNode];
  /** Both nodes, as CLICKHOUSE_URL names them. */
  readonly url: string;
  /** As CLICKHOUSE_CLUSTER names it. */
  readonly name: 'country';
}

/** Two started nodes that know each other; disposing kills them and removes their data. */
export async function startCluster(): Promise<Cluster> {
  const tcpPorts = await findFreePorts(2);
  const nodes = [
    await makeClickhouseNode({ tcpPorts, index: 0 }),
    await makeClickhouseNode({ tcpPorts, index: 1 }),
  ] as const;
  await Promise.all(nodes.map((node) => node.start()));
  return {
    nodes,
    url: nodes.map(({ url }) => url).join(','),
    name: 'country',
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
    },
  };
}

/** One node's answer to a query over HTTP, as text. */
export async function askNode({ url }: ClickhouseNode, query: string): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: query });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text.trim();
}
