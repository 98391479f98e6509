// How many connections may be open, of one address and of all: each holds memory, also one that never asks for anything.
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { PointConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { holderOf, plainAddress } from '../session/address.ts';

/** Clients that look for a point, read its state or were refused hold connections beside those that measure. */
const BESIDE = 2;
const TELL_AGAIN_MS = 60_000;

type Limits = Pick<PointConfig, 'maxSessions' | 'maxConnections' | 'sessionsPerMinute'>;

/**
 * Counts every connection that it is given until that closes, and cuts at once those beyond what the measurements need: of one address as many
 * as it may begin in a minute, each with all its connections; of all, twice what all places need.
 */
export function openConnectionLimit(
  { maxSessions, maxConnections, sessionsPerMinute }: Limits,
  metrics: Pick<Metrics, 'refusals'>,
  log: Pick<Logger, 'warn'>,
): (socket: Socket) => void {
  const ofOne = 1 + maxConnections;
  const mostOfAddress = ofOne * sessionsPerMinute;
  const most = BESIDE * ofOne * maxSessions;
  const open = new Map<string, number>();
  let all = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  return (socket) => {
    const holder = holderOf(plainAddress(socket.remoteAddress));
    const held = open.get(holder) ?? 0;
    if (held < mostOfAddress && all < most) {
      all += 1;
      open.set(holder, held + 1);
      socket.once('close', () => {
        all -= 1;
        const left = (open.get(holder) ?? 0) - 1;
        if (left > 0) open.set(holder, left);
        else open.delete(holder);
      });
      return;
    }
    socket.destroy();
    metrics.refusals.inc({ code: 'rate-limited' });
    if (performance.now() - toldMs < TELL_AGAIN_MS) return;
    toldMs = performance.now();
    log.warn({ all, most, mostOfAddress }, 'connections are cut: one address holds too many, or all together do');
  };
}
