// Finds out before anything slow begins whether a port can be had.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { addressesOf } from './host.ts';

/** Throws a CommandError that says what is wrong with listening on `host` and `port`; `name` is the setting to change. */
export async function checkPort(host: string, port: number, name: string, speech: Speech): Promise<void> {
  const addresses = addressesOf(host);
  const errors: unknown[] = [];
  for (const address of addresses) await tryListen(address, port).catch((error: unknown) => errors.push(error));
  // A machine without IPv6 lacks one of two addresses; that is no fault while the other works.
  const faults = errors.length < addresses.length ? errors.filter((error) => !isAbsence(error)) : errors;
  if (faults.length > 0) throw explainListenError(faults[0], host, port, name, speech);
}

async function tryListen(address: string, port: number): Promise<void> {
  const server = createServer().listen(port, address);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

function isAbsence(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error) ?? '');
}

/** The same words for an error that listening itself gave; other errors come back as they are. */
export function explainListenError(error: unknown, host: string, port: number, name: string, speech: Speech): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new CommandError(speech.say('portTaken', { port, name }));
    case 'EACCES':
      return new CommandError(speech.say('portDenied', { port, name }));
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CommandError(speech.say('hostUnknown', { host }));
    default:
      return error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
