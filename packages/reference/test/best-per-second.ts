// Measures a look-up's speed beside other work: by the processor time of this thread, not by the clock on the wall.

/** Look-ups in a second of processor time, the best of some rounds. */
export function bestPerSecond<T>(inputs: readonly T[], lookUp: (input: T) => unknown): number {
  let bestMs = Infinity;
  for (let round = 0; round < 10; round++) {
    const ownMs = processorMs(() => {
      for (const input of inputs) lookUp(input);
    });
    bestMs = Math.min(bestMs, ownMs);
  }
  return (inputs.length / bestMs) * 1000;
}

/** Milliseconds of processor time that this thread spends on the work. */
export function processorMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
