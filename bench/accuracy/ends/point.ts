// In the server's end of a link: a real point in open mode and the hub that offers it. Prints the hub's port when both listen.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPoint } from '@i-speed/point';
import { openTicketHub } from '../../../suites/measure/ticket-hub.ts';

const host = process.argv[2] ?? '127.0.0.1';
const data = await mkdtemp(join(tmpdir(), 'i-speed-bench-'));
const point = await openPoint({
  id: 'lab',
  host,
  port: 0,
  data,
  open: true,
  logLevel: 'silent',
  sessionsPerMinute: 10_000,
});
const name = host.includes(':') ? `[${host}]` : host;
const candidate = { pointId: 'lab', name: 'lab', url: `http://${name}:${point.port}`, ticket: 'none' };
const hub = await openTicketHub([candidate], host);
process.stdout.write(`${new URL(hub.url).port}\n`);
