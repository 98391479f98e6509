// A real ClickHouse server for suites, from the npm package alone: libchdb with its HTTP listener started.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../../testbed/src/index.ts';

/** A node's place in a cluster of as many shards as there are ports, named `country` on every node. */
export interface ClusterPlace {
  readonly tcpPorts: readonly number[];
  readonly index: number;
}

export interface ClickhouseNode extends AsyncDisposable {
  readonly url: string;
  /** Starts it on the same port and data, and waits until it answers. */
  start(): Promise<void>;
  /** Ends it at once. */
  kill9(): Promise<void>;
}

/** True where a node can be made: Linux with a C compiler. */
export function canMakeNode(): boolean {
  return process.platform === 'linux' && ['/usr/bin/cc', '/usr/local/bin/cc'].some((path) => existsSync(path));
}

const ANSWER_LIMIT_MS = 60_000;
const ASK_AGAIN_MS = 50;

/** A node that is not started yet; disposing kills it and removes its data. */
export async function makeClickhouseNode(cluster?: ClusterPlace): Promise<ClickhouseNode> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-clickhouse-'));
  const launcher = compileLauncher(folder);
  const [port = 0] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const clusterOptions = cluster === undefined ? [] : writeClusterConfig(folder, cluster);
  let child: ChildProcess | undefined;
  const kill9 = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url,
    async start() {
      // The session sleeps so that its listener stays: a day is longer than any suite.
      const sleep = 'SELECT sleepEachRow(3) FROM numbers(28800) FORMAT Null';
      const tcp = cluster === undefined ? '' : 'SYSTEM START LISTEN TCP; ';
      const query = `SYSTEM START LISTEN HTTP; ${tcp}${sleep} SETTINGS function_sleep_max_microseconds_per_block = 0, max_block_size = 1`;
      const options = [`--path=${join(folder, 'data')}`, '--listen_host=127.0.0.1', `--http_port=${port}`];
      child = spawn(launcher, [...options, ...clusterOptions, '--multiquery', `--query=${query}`], { stdio: 'ignore' });
      await untilItAnswers(url, child);
    },
    kill9,
    async [Symbol.asyncDispose]() {
      await kill9();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeClusterConfig(folder: string, { tcpPorts, index }: ClusterPlace): string[] {
  const shards = tcpPorts.map((port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`);
  const file = join(folder, 'cluster.xml');
  writeFileSync(
    file,
    `<clickhouse><remote_servers><country>${shards.join('')}</country></remote_servers></clickhouse>`,
  );
  return [`--config-file=${file}`, `--tcp_port=${tcpPorts[index]}`];
}

function compileLauncher(folder: string): string {
  const launcher = join(folder, 'clickhouse-launcher');
  const library = dirname(createRequire(import.meta.url).resolve('@chdb/lib-linux-x64-gnu/package.json'));
  const source = fileURLToPath(new URL('./clickhouse-launcher.c', import.meta.url));
  execFileSync('cc', [source, '-o', launcher, `-L${library}`, '-l:libchdb.so', `-Wl,-rpath,${library}`]);
  return launcher;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const giveUpMs = Date.now() + ANSWER_LIMIT_MS;
  while (child.exitCode === null && Date.now() < giveUpMs) {
    const answer = await fetch(`${url}/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(ASK_AGAIN_MS);
  }
  throw new Error(`the ClickHouse node does not answer at ${url}`);
}
