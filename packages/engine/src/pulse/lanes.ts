// The concurrent transfers of one pulse, some of which may be opened while others already run.

export type Lanes = {
  /** Opens so many more; `run` is called once for each with the lane's number. */
  add(count: number): void;
  /** Resolves when all that were opened have ended; never rejects. Opening more before that prolongs it. */
  readonly over: Promise<void>;
  /** How many were opened, and how many still run. */
  opened(): number;
  open(): number;
  /** The first error of any; absent while all is well. */
  failure(): unknown;
  /** When the first lane ended; infinite while all run. */
  firstEndMs(): number;
};

/** Lanes that each run the given transfer. */
export function createLanes(nowMs: () => number, run: (lane: number) => Promise<void>): Lanes {
  const over = Promise.withResolvers<void>();
  let failure: unknown;
  let opened = 0;
  let open = 0;
  let firstEndMs = Number.POSITIVE_INFINITY;
  const start = async (lane: number) => {
    try {
      await run(lane);
    } catch (error) {
      failure ??= error;
    }
    firstEndMs = Math.min(firstEndMs, nowMs());
    open -= 1;
    if (open === 0) over.resolve();
  };
  return {
    add(count) {
      for (let added = 0; added < count; added += 1) {
        open += 1;
        opened += 1;
        void start(opened - 1);
      }
    },
    over: over.promise,
    opened: () => opened,
    open: () => open,
    failure: () => failure,
    firstEndMs: () => firstEndMs,
  };
}
