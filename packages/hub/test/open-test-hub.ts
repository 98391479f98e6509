// A whole hub for tests: real storages in a folder of its own, and one registered point whose key the test holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshData } from '@i-speed/testbed';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { type Hub, type HubConfig, type HubParts, hubConfig, openHub, type PointRegistration } from '../src/index.ts';
import { freshDatabase } from './fresh-database.ts';

export interface TestHub extends AsyncDisposable {
  readonly hub: Hub;
  readonly config: HubConfig;
  /** Private key of point `p1`. */
  readonly pointKey: CryptoKey;
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Posts JSON (text goes as it is) from an address, 27.64.0.1 (Viettel) when left out. */
  post(path: string, body: unknown, address?: string): Promise<Response>;
  register(change: Partial<PointRegistration>): Promise<void>;
}

const VIETTEL = '27.64.0.1';

/** Opens a hub with a registered exchange point `p1` at https://p1.example. Disposing closes it and removes its data. */
export async function openTestHub(env: Record<string, string> = {}, parts: HubParts = {}): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-hub-'));
  await copyFreshData(folder);
  const database = await freshDatabase();
  const server = database === undefined ? {} : { DATABASE_URL: database };
  const config = hubConfig({ I_SPEED_DATA: folder, LOG_LEVEL: 'silent', ...server, ...env });
  const hub = await openHub(config, parts);
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const { x = '' } = await exportJWK(publicKey);
  const register = (change: Partial<PointRegistration>) =>
    hub.registerPoint({
      id: 'p1',
      name: 'Điểm đo một',
      networkKind: 'exchange',
      publicKey: { kty: 'OKP', crv: 'Ed25519', x },
      ...(change.sameHostPort === undefined && { url: 'https://p1.example' }),
      ...change,
    });
  await register({});
  const ask = (path: string, init: RequestInit, address: string) =>
    hub.api(new Request(`http://hub.example${path}`, init), { address });
  return {
    hub,
    config,
    pointKey: privateKey,
    register,
    get: (path, init = {}) => ask(path, init, VIETTEL),
    post: (path, body, address = VIETTEL) =>
      ask(
        path,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        },
        address,
      ),
    async [Symbol.asyncDispose]() {
      await hub.close();
      rmSync(folder, { recursive: true });
    },
  };
}
