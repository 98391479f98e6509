// Lets a bulk connection into its session, and tunes its socket once.
import type { Socket } from 'node:net';
import { fdOf } from '../kernel/libc.ts';
import { chooseCongestionControl } from '../kernel/tune-socket.ts';
import type { PointContext } from '../point-context.ts';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import { Refusal } from '../session/refusal.ts';
import type { Session } from '../session/session.ts';

const tuned = new WeakSet<Socket>();

/** The reading of the connection's TCP_INFO for the receipt; throws Refusal over the session's connections or bytes. */
export function admit(context: PointContext, session: Session, raw: Socket): TcpReading {
  if (session.allowanceBytes() <= 0)
    throw new Refusal('byte-limit', `a measurement may move ${context.config.maxBytes} bytes`);
  const reading = session.use(raw);
  if (tuned.has(raw)) return reading;
  tuned.add(raw);
  const fd = fdOf(raw);
  if (fd !== undefined) chooseCongestionControl(fd, context.config.congestionControl);
  return reading;
}
