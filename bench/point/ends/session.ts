// A session at a point for the bench's ends: its token, and the control connection that keeps it open.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CONTROL_PATH, CONTROL_SUBPROTOCOL, pointMessage } from '@i-speed/spec';
import { WebSocket } from 'ws';

export type BenchSession = Disposable & { token: string; control: WebSocket };

/** Opens a session at the point of this origin (`http:` or `https:`), as the client of an own loopback address. Rejects when it is refused. */
export async function openBenchSession(origin: string, from = '127.0.0.1'): Promise<BenchSession> {
  const control = new WebSocket(`${origin.replace('http', 'ws')}${CONTROL_PATH}`, CONTROL_SUBPROTOCOL, {
    rejectUnauthorized: false,
    perMessageDeflate: false,
    localAddress: from,
  });
  await once(control, 'open');
  const hello = { type: 'hello', protocol: 1, measurementId: newId(), client: { kind: 'cli', version: 'bench' } };
  control.send(JSON.stringify(hello));
  const [data] = await once(control, 'message');
  const message = pointMessage.parse(JSON.parse(String(data)));
  if (message.type !== 'welcome') throw new Error(`the point said ${String(data)}`);
  return { token: message.session, control, [Symbol.dispose]: () => control.terminate() };
}

/** A UUIDv7 of now. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
