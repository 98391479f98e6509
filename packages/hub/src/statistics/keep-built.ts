// Keeps the warehouse's built values near to what has come, from time to time and beside all other work.
import type { Warehouse } from '@i-speed/warehouse';

/** Often enough that a question rarely reads more than some minutes of measurements anew. */
const EVERY_MS = 5 * 60_000;

export interface KeepingBuilt {
  /** Begins no further build and waits for the one that runs. */
  stop(): Promise<void>;
}

/** Builds what is due (see refresh of the warehouse), the first time after one interval. A failure is told and tried again next time. */
export function keepBuilt(
  warehouse: Pick<Warehouse, 'refresh'>,
  timeZone: string,
  onFailure: (cause: unknown) => void,
): KeepingBuilt {
  let running: Promise<unknown> = Promise.resolve();
  let isFree = true;
  const timer = setInterval(() => {
    if (!isFree) return;
    isFree = false;
    running = warehouse
      .refresh({ timeZone })
      .catch(onFailure)
      .finally(() => {
        isFree = true;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
