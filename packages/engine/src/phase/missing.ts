// Which directions ended without a figure though nothing says why: no result may be missing in silence.
import type { Direction, Failure, StopReason } from '@i-speed/spec';
import type { Estimate } from '../estimate/rate.ts';

type Ended = { estimate?: Estimate | undefined; stop?: StopReason | undefined };

/** Directions whose time ran out before anything counted. One that its cap of data ended, or that failed, has its reason already. */
export function missingDirections(
  ended: Readonly<Record<Direction, Ended>>,
  failures: readonly Pick<Failure, 'code'>[],
): Direction[] {
  return (['download', 'upload'] as const).filter((direction) => {
    const isTold = failures.some(({ code }) => code.startsWith(`${direction}.`));
    return ended[direction].estimate === undefined && ended[direction].stop !== 'data' && !isTold;
  });
}
