// Where the command keeps what must outlive it: the install's pseudonym and measurements not yet sent.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** I_SPEED_STATE, else i-speed under XDG_STATE_HOME, else ~/.local/state/i-speed. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  if (env.I_SPEED_STATE) return env.I_SPEED_STATE;
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'i-speed');
}

/** The random pseudonym of this install, made at the first use; deleting the file `install-id` forgets it. */
export async function readInstallId(folder: string): Promise<string> {
  const path = join(folder, 'install-id');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (isUuid(kept.trim())) return kept.trim();
  const made = randomUUID();
  await writeWhole(path, `${made}\n`);
  return made;
}

/** Writes a file so that a reader sees all of it or nothing. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, path);
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
