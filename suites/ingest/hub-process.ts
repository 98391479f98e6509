// Starts, kills and starts again the hub of serve.ts, on data and with a point key that stay.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { copyFreshData } from '@i-speed/testbed';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';

export interface HubProcess extends AsyncDisposable {
  readonly pointKey: CryptoKey;
  /** Origin of the latest start. */
  readonly url: string;
  /** Process id of the latest start; undefined when it does not run. */
  readonly pid: number | undefined;
  start(): Promise<void>;
  /** Ends the process at once, as a power cut would. */
  kill9(): Promise<void>;
  /** Ends it in order; gives its exit code. */
  stop(): Promise<number | null>;
}

/** A key pair of a measurement point: the private key, and what the hub is told of it. */
export interface PointKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: string;
}

export async function makePointKey(): Promise<PointKey> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const { kty, crv, x } = await exportJWK(publicKey);
  return { privateKey, publicJwk: JSON.stringify({ kty, crv, x }) };
}

/** A hub that is not started yet, which knows point `p1` by the key, or by one of its own; disposing kills it and removes its data. */
export async function makeHubProcess(
  env: Readonly<Record<string, string>> = {},
  pointKey?: PointKey,
): Promise<HubProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-ingest-'));
  await copyFreshData(folder);
  const { privateKey, publicJwk } = pointKey ?? (await makePointKey());
  let child: ChildProcess | undefined;
  let url = '';
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return null;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    const [code] = await ended;
    return typeof code === 'number' ? code : null;
  };
  const kill9 = async () => {
    await end('SIGKILL');
  };
  return {
    pointKey: privateKey,
    get url() {
      return url;
    },
    get pid() {
      return child?.pid;
    },
    async start() {
      child = spawn(process.execPath, [fileURLToPath(new URL('./serve.ts', import.meta.url))], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          I_SPEED_DATA: folder,
          I_SPEED_MEASUREMENTS_PER_MINUTE: '0',
          I_SPEED_READS_PER_MINUTE: '0',
          LOG_LEVEL: 'silent',
          POINT_KEY: publicJwk,
          ...env,
        },
      });
      url = `http://127.0.0.1:${await firstLine(child)}`;
    },
    kill9,
    stop: () => end('SIGTERM'),
    async [Symbol.asyncDispose]() {
      await kill9();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the hub has no output');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('the hub ended before it listened');
}
