// Hands out loss echoes: not more at once than leave the point time for the measurements themselves.
import type { Logger } from 'pino';
import { LOSS_PORTS, type PointConfig } from '../config.ts';
import type { LossEcho } from './echo.ts';

export type LossDesk = {
  /** Answers an offer of a client that reached `localAddress`; absent when too many run or the offer is none. */
  answer(offer: string, localAddress: string): Promise<LossEcho | undefined>;
};

/** The handshake of each takes some 100 ms of one core, in JavaScript. */
const MOST_ECHOES = 16;

/** Opens the desk; nothing listens before the first offer. */
export function openLossDesk(config: Pick<PointConfig, 'lossPort' | 'lossAddress'>, log: Logger): LossDesk {
  const ports: [number, number] | undefined =
    config.lossPort === undefined ? undefined : [config.lossPort, config.lossPort + LOSS_PORTS - 1];
  let running = 0;
  return {
    async answer(offer, localAddress) {
      if (running >= MOST_ECHOES) return undefined;
      running += 1;
      let isOpen = true;
      const leave = () => {
        if (isOpen) running -= 1;
        isOpen = false;
      };
      try {
        // Loaded with the first offer: a point that is never asked need not hold it in memory.
        const { openLossEcho } = await import('./echo.ts');
        return await openLossEcho(offer, { address: config.lossAddress ?? localAddress, ports }, leave);
      } catch (error) {
        leave();
        log.debug({ error }, 'an offer could not be answered');
        return undefined;
      }
    },
  };
}
