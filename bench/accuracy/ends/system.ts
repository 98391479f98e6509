// In the server's end of a link: the whole product as `npm start` runs it. Prints its two ports as one line of JSON.
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { bootStack } from '../../../testbed/src/index.ts';

const host = process.argv[2] ?? '127.0.0.1';
const env = { I_SPEED_POINT_SESSIONS_PER_MINUTE: '10000', LOG_LEVEL: 'silent' };
const { pid, port, pointPort } = await bootStack({ host, env });
// In the field the hub is a machine of its own. Here it shares the client's cores, and Chromium puts itself behind it.
for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), constants.priority.PRIORITY_LOW);
process.stdout.write(`${JSON.stringify({ port, pointPort })}\n`);
