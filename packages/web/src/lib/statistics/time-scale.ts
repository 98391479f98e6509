// Days and months on a line: equal spans for equal times, runs broken where a day or month has no figure.

/** The indexes in which `has` holds, as runs of neighbours. */
export function runsOf(length: number, has: (index: number) => boolean): number[][] {
  const runs: number[][] = [];
  for (let index = 0; index < length; index += 1) {
    if (!has(index)) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  }
  return runs;
}

/** At most `most` of the steps, evenly spread, first and last among them: the ones that are named under the line. */
export function namedSteps(length: number, most: number): number[] {
  const named = Math.min(length, most);
  if (named <= 1) return length > 0 ? [0] : [];
  return Array.from({ length: named }, (_, index) => Math.round((index * (length - 1)) / (named - 1)));
}
