// The TCP socket under a request, also where TLS lies between: its file descriptor and byte counts are the wire's.
import { Socket } from 'node:net';

/** With TLS Node keeps the accepted socket in the private field `_parent`; without that field the given socket is returned. */
export function rawSocketOf(socket: Socket): Socket {
  const parent: unknown = Reflect.get(socket, '_parent');
  return parent instanceof Socket ? parent : socket;
}
