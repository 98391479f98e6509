// The storages of a hub that was opened once, copied: making their schemas takes a second of each hub that a test opens.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshStore } from '@i-speed/testbed';
import { hubConfig, openHub } from '../src/index.ts';

const ROOT = new URL('../../../', import.meta.url);
const SCHEMAS = ['packages/hub/src/store/migrations/', 'packages/warehouse/src/migrations/'];
const STORAGES = ['store', 'warehouse'];

/** Gives the data folder storages with today's schemas and nothing in them; keys the hub makes itself. */
export async function copyFreshData(folder: string): Promise<void> {
  const made = await makeOnce();
  for (const name of STORAGES) await cp(join(made, name), join(folder, name), { recursive: true });
}

async function makeOnce(): Promise<string> {
  const made = join(tmpdir(), `i-speed-fresh-data-${schemaVersion()}`);
  if (existsSync(made)) return made;
  const making = mkdtempSync(`${made}-`);
  await copyFreshStore(join(making, 'store'));
  await (await openHub(hubConfig({ I_SPEED_DATA: making, LOG_LEVEL: 'silent' }))).close();
  try {
    renameSync(making, made);
  } catch {
    // Another test file was first.
    rmSync(making, { recursive: true });
  }
  return made;
}

/** What the schemas are made from: their statements and the engines' versions. */
function schemaVersion(): string {
  const hash = createHash('sha256').update(readFileSync(new URL('package-lock.json', ROOT)));
  for (const folder of SCHEMAS)
    for (const name of readdirSync(new URL(folder, ROOT)).sort())
      hash.update(name).update(readFileSync(new URL(folder + name, ROOT)));
  return hash.digest('hex').slice(0, 16);
}
