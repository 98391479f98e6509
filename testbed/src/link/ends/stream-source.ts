// Program for one end of a link: sends bytes on every connection it accepts, until the other side closes. Prints its port.
import { createServer } from 'node:net';

const chunk = Buffer.alloc(262_144, 0x5a);
const [host = '0.0.0.0'] = process.argv.slice(2);

const server = createServer({ noDelay: true }, (socket) => {
  const fill = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', fill);
  socket.on('error', () => socket.destroy());
  fill();
});
server.listen(0, host, () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
