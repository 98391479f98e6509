// Finds out before anything slow begins whether a port can be had.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { CommandError } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

/** Throws a CommandError that says what is wrong with listening on `host` and `port`; `name` is the setting to change. */
export async function checkPort(host: string, port: number, name: string, speech: Speech): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  } catch (error) {
    throw explainListenError(error, host, port, name, speech);
  }
}

/** The same words for an error that listening itself gave; other errors come back as they are. */
export function explainListenError(error: unknown, host: string, port: number, name: string, speech: Speech): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
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
