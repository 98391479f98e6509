// Beside IPv6: how many packets are lost that nobody resends, while nothing else is on the link.
import type { Loss } from '@i-speed/spec';
import type { Context } from './context.ts';
import type { ChosenPoint } from './point.ts';

/** Later than this it would hold the result of a steady link back beyond 10 s: it needs about 3 s. */
const LATEST_MS = 7_000;
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
  { control, welcome }: ChosenPoint,
  slowestMbps: number,
): Promise<Loss | undefined> {
  const { probeLoss } = context.platform;
  if (probeLoss === undefined || welcome.datagrams !== true || context.options.profile === 'auto') return undefined;
  if (context.atMs() > LATEST_MS || slowestMbps < SLOWEST_MBPS) return undefined;
  const exchange = async (sdp: string) => {
    const answer = control.next(['answer'], ANSWER_MS);
    control.send({ type: 'offer', sdp });
    return (await answer)?.sdp;
  };
  return probeLoss(exchange, AbortSignal.any([context.signal, control.ended]));
}
