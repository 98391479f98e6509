// Where the command keeps what must outlive it: the install's pseudonym and measurements not yet sent.
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

/** I_SPEED_STATE, else i-speed under XDG_STATE_HOME, else ~/.local/state/i-speed. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  if (env.I_SPEED_STATE) return env.I_SPEED_STATE;
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'i-speed');
}

/** The state folder, made where it is missing, and the install's pseudonym. Throws a CommandError where it cannot be made or written. */
export async function openStateFolder(
  env: NodeJS.ProcessEnv,
  speech: Speech,
): Promise<{ folder: string; installId: string }> {
  const folder = stateFolder(env);
  try {
    await makeMissing(resolve(folder));
    await access(folder, constants.W_OK | constants.X_OK);
    return { folder, installId: await readInstallId(folder) };
  } catch (error) {
    const detail = codeOf(error) ?? String(error);
    const told = speech.say('stateNotWritable', { folder, name: 'I_SPEED_STATE', detail });
    throw new CommandError(told, exitCodes.usage);
  }
}

/** Node's own `recursive` never ends where the system refuses without saying why, as in /proc. */
async function makeMissing(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (await isFolder(path)) return;
    const above = dirname(path);
    if (codeOf(error) !== 'ENOENT' || above === path || (await isFolder(above))) throw error;
    await makeMissing(above);
    await makeMissing(path);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
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
