// In the server's end of a link: the whole product as `npm start` runs it. Prints its two ports as one line of JSON.
import { bootStack } from '../../../testbed/src/index.ts';

const host = process.argv[2] ?? '127.0.0.1';
const env = { I_SPEED_POINT_SESSIONS_PER_MINUTE: '10000', LOG_LEVEL: 'silent' };
const { port, pointPort } = await bootStack({ host, env });
process.stdout.write(`${JSON.stringify({ port, pointPort })}\n`);
