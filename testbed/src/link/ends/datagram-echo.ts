// Program for one end of a link: sends every datagram back to whom it came from. Prints its port.
import { createSocket } from 'node:dgram';

const [host = '0.0.0.0'] = process.argv.slice(2);
const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
socket.on('message', (message, from) => socket.send(message, from.port, from.address));
socket.bind(0, host, () => process.stdout.write(`${socket.address().port}\n`));
