// Hands upload bytes to the lanes of a pulse as the plan allows, and makes them wait when enough is on its way.
import { type FeedState, mayCommit } from '../plan/feed.ts';
import type { Pull } from '../platform/platform.ts';

export type Feeder = {
  /** The `Pull` of one more lane. */
  lane(): Pull;
  /** Takes the newest knowledge and wakes the lanes that may go on. */
  update(state: Omit<FeedState, 'committedBytes'>): void;
  /** Ends all lanes at their next pull. */
  close(): void;
  readonly committedBytes: number;
  readonly closed: boolean;
};

type Waiting = { mostBytes: number; give: (sizeBytes: number) => void };

/** Smaller pieces cost more in framing and calls than they carry. */
const LEAST_BYTES = 8 * 1024;

/** A feeder for concurrent transfers. Where `mostBytes` of a pull is infinite (whole bodies), free lanes share alike. */
export function createFeeder(first: Omit<FeedState, 'committedBytes'>): Feeder {
  let state = first;
  let committed = 0;
  let closed = false;
  let lanes = 0;
  let busy = 0;
  const waiting: Waiting[] = [];
  const share = (mostBytes: number) => {
    const allowed = mayCommit({ ...state, committedBytes: committed });
    const fair = Number.isFinite(mostBytes) ? allowed : Math.ceil(allowed / Math.max(1, lanes - busy));
    const wanted = Math.min(allowed, mostBytes, Math.max(LEAST_BYTES, fair));
    // A crumb is worth sending only when it is the last one that the bound allows.
    return wanted >= LEAST_BYTES || committed + wanted >= state.maxBytes ? wanted : 0;
  };
  const serve = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const sizeBytes = closed ? 0 : share(next.mostBytes);
      if (sizeBytes === 0 && !closed) return;
      waiting.shift();
      committed += sizeBytes;
      next.give(sizeBytes);
    }
  };
  return {
    lane() {
      lanes += 1;
      let sending = false;
      return async (mostBytes) => {
        if (sending) busy -= 1;
        sending = false;
        const sizeBytes = await new Promise<number>((resolve) => {
          const give = (size: number) => {
            if (size > 0) busy += 1;
            resolve(size);
          };
          waiting.push({ mostBytes, give });
          serve();
        });
        sending = sizeBytes > 0;
        return sizeBytes;
      };
    },
    update(next) {
      state = next;
      serve();
    },
    close() {
      closed = true;
      serve();
    },
    get committedBytes() {
      return committed;
    },
    get closed() {
      return closed;
    },
  };
}
