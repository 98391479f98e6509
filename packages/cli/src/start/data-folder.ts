// The data folder belongs to one running i-Speed: the embedded stores would be destroyed by two.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, constants, mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

/**
 * Makes the folder and takes it for this process until it ends, however it ends; throws a CommandError when it cannot be
 * written or another process has it. The claim is a local socket, which the system closes with the process.
 */
export async function claimDataFolder(folder: string, speech: Speech): Promise<AsyncDisposable> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new CommandError(speech.say('folderNotWritable', { folder, detail: codeOf(error) }));
  }
  const name = claimName(await realpath(folder));
  const owner = await askOwner(name);
  if (owner !== undefined) throw new CommandError(speech.say('folderInUse', { folder, pid: owner }));
  if (process.platform !== 'linux' && process.platform !== 'win32') await rm(name, { force: true });
  const server = createServer((socket) => socket.on('error', () => undefined).end(String(process.pid)));
  try {
    server.listen(name);
    await once(server, 'listening');
  } catch {
    throw new CommandError(speech.say('folderInUse', { folder, pid: (await askOwner(name)) ?? '?' }));
  }
  server.unref();
  return { [Symbol.asyncDispose]: () => close(server) };
}

/** Linux keeps abstract names in the kernel, Windows pipes; elsewhere it is a file that may outlive its process. */
function claimName(folder: string): string {
  const name = `i-speed-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** The process id of whoever has the claim; absent when nobody has. */
async function askOwner(name: string): Promise<string | undefined> {
  const socket = connect(name).setEncoding('utf8');
  let answer = '';
  socket.on('data', (text) => {
    answer += text;
  });
  try {
    await once(socket, 'end');
    return answer;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
