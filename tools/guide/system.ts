// At the far end of a link: the whole product as `npm start` runs it. Prints its port as one line.
import { bootStack } from '@i-speed/testbed';

const { port } = await bootStack({
  host: process.argv[2] ?? '127.0.0.1',
  env: { LOG_LEVEL: 'silent', I_SPEED_POINT_NAME: 'Hà Nội' },
});
process.stdout.write(`${port}\n`);
