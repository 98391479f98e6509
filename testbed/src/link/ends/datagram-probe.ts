// Program for one end of a link: sends numbered datagrams at an even pace, prints the round trip of each that came back.
import { createSocket } from 'node:dgram';

const [host = '', port = '', count = '100', intervalMs = '10', sizeBytes = '64', lingerMs = '500'] =
  process.argv.slice(2);
const wanted = Number(count);
const sentNs: bigint[] = [];
const rttMs: (number | null)[] = [];
const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
let echoed = 0;

socket.on('message', (message) => {
  const index = message.readUInt32BE(0);
  const since = sentNs[index];
  if (since === undefined || rttMs[index] !== null) return;
  rttMs[index] = Number(process.hrtime.bigint() - since) / 1e6;
  echoed += 1;
  if (echoed === wanted) finish();
});
socket.connect(Number(port), host, () => {
  const startedNs = process.hrtime.bigint();
  const timer = setInterval(() => {
    const dueCount = Math.floor(Number(process.hrtime.bigint() - startedNs) / 1e6 / Number(intervalMs)) + 1;
    while (sentNs.length < Math.min(wanted, dueCount)) send();
    if (sentNs.length < wanted) return;
    clearInterval(timer);
    setTimeout(finish, Number(lingerMs));
  }, Number(intervalMs));
});

function send(): void {
  const message = Buffer.alloc(Number(sizeBytes));
  message.writeUInt32BE(sentNs.length);
  rttMs.push(null);
  sentNs.push(process.hrtime.bigint());
  socket.send(message);
}

function finish(): never {
  process.stdout.write(`${JSON.stringify({ sent: sentNs.length, rttMs })}\n`);
  process.exit();
}
