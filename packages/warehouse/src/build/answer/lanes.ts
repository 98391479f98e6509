// Work done two pieces at a time: while one waits or ends on one core the other has both. A third session of the engine is left for whoever else asks.
const LANES = 2;

/** Does the work of every item; the first failure rejects. */
export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
