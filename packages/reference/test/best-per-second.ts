// Measures a look-up's speed beside other work.

/** Look-ups a second, the best of some rounds, for other work shares the machine. */
export function bestPerSecond<T>(inputs: readonly T[], lookUp: (input: T) => unknown): number {
  let bestMs = Infinity;
  for (let round = 0; round < 10; round++) {
    const begin = performance.now();
    for (const input of inputs) lookUp(input);
    bestMs = Math.min(bestMs, performance.now() - begin);
  }
  return (inputs.length / bestMs) * 1000;
}
