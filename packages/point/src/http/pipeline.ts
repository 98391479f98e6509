// Requests that a client sends on one connection without awaiting the answers: some may wait, who sends thousands fills the memory.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** No client that measures sends a request before the answer to the one before; proxies that do have a few under way. */
const MOST_WAITING = 16;

const waiting = new WeakMap<Socket, number>();

/** True when the request may be served; when too many of its connection are unanswered, that is cut and it is false. */
export function isInTurn(request: IncomingMessage, response: ServerResponse): boolean {
  const { socket } = request;
  if (socket.destroyed) return false;
  const count = (waiting.get(socket) ?? 0) + 1;
  if (count > MOST_WAITING) {
    socket.destroy();
    return false;
  }
  waiting.set(socket, count);
  response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
  return true;
}
