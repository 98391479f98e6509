// Beside IPv6: how many packets are lost that nobody resends, while nothing else is on the link.
import type { Loss } from '@i-speed/spec';
import { pulseTimeMs } from '../plan/pulses.ts';
import type { Context } from './context.ts';
import type { ChosenPoint } from './point.ts';

/** The result of a steady link should be there by then. */
const DUE_MS = 10_000;
/** What the packets take where some are lost: code to load, a handshake with repairs, and a second's wait for what does not come back. */
const TAKES_MS = 3_500;
const TAKES_RTTS = 5;
/** The packets, some 130 bytes each with all headers, would be a third of a link slower than this, and make the losses that they count. */
const SLOWEST_MBPS = 0.8;
/** The point makes its answer in some 100 ms. */
const ANSWER_MS = 1_000;

/**
 * Packets sent and come back on a link whose slower direction has this rate; absent in automatic mode, which saves data, on slow
 * links, after a long measurement, and where platform, point or network have no such packets.
 */
export async function measureLoss(
  context: Context,
  { control, welcome, minRttMs }: ChosenPoint,
  slowestMbps: number,
): Promise<Loss | undefined> {
  const { probeLoss } = context.platform;
  if (probeLoss === undefined || welcome.datagrams !== true || context.options.profile === 'auto') return undefined;
  if (context.atMs() > latestMs(minRttMs) || slowestMbps < SLOWEST_MBPS) return undefined;
  const exchange = async (sdp: string) => {
    const answer = control.next(['answer'], ANSWER_MS);
    control.send({ type: 'offer', sdp });
    return (await answer)?.sdp;
  };
  return probeLoss(exchange, AbortSignal.any([context.signal, control.ended]));
}

/** Begun later it would hold the result back: a look at one direction comes behind it. */
export function latestMs(rttMs: number): number {
  return DUE_MS - TAKES_MS - TAKES_RTTS * rttMs - pulseTimeMs(rttMs);
}
