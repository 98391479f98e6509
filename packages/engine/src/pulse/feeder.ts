// Hands upload bytes to the lanes of a pulse as the plan allows, and makes them wait when enough is on its way.
import { type FeedState, mayCommit } from '../plan/feed.ts';
import type { Pull } from '../platform/platform.ts';

export type Feeder = {
  /** For all lanes alike. */
  pull: Pull;
  /** Takes the newest knowledge and wakes the lanes that may go on. */
  update(state: Omit<FeedState, 'committedBytes'>): void;
  /** Ends all lanes at their next pull. */
  close(): void;
  readonly committedBytes: number;
};

type Waiting = { mostBytes: number; give: (sizeBytes: number) => void };

/** A feeder for concurrent transfers. */
export function createFeeder(first: Omit<FeedState, 'committedBytes'>): Feeder {
  let state = first;
  let committed = 0;
  let closed = false;
  const waiting: Waiting[] = [];
  const share = (mostBytes: number) => {
    const wanted = Math.floor(
      Math.min(mayCommit({ ...state, committedBytes: committed }), mostBytes, state.pieceBytes),
    );
    // A crumb is worth sending only when it is the last one that the bound allows.
    return wanted >= state.leastBytes || committed + wanted >= state.maxBytes ? wanted : 0;
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
    pull: (mostBytes) =>
      new Promise((give) => {
        waiting.push({ mostBytes, give });
        serve();
      }),
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
  };
}
