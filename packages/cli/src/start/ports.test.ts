import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { CommandError } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { checkPort } from './ports.ts';

const speech = openSpeech('en');

test('a taken port is told in one line that names the setting; a free one passes', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const message = `Port ${port} is taken by another program. Stop that program, or set I_SPEED_PORT to another port.`;
  await expect(checkPort('127.0.0.1', port, 'I_SPEED_PORT', speech)).rejects.toEqual(new CommandError(message));
  server.close();
  await once(server, 'close');
  await expect(checkPort('127.0.0.1', port, 'I_SPEED_PORT', speech)).resolves.toBeUndefined();
});

test('an address that this machine does not have is told', async () => {
  // 203.0.113.0/24 is for documentation (RFC 5737): no machine has it.
  await expect(checkPort('203.0.113.77', 8080, 'I_SPEED_PORT', speech)).rejects.toThrow(
    'This machine has no address 203.0.113.77.',
  );
});
