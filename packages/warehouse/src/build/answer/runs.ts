// How much of a period is read in one go, so that what is held meanwhile is not the size of the years.
import type { Selection } from '../../statistics/question.ts';
import type { Part } from './answer-store.ts';

/** Measurements of a country that are read at once: a month of a large one, whose devices take some hundred megabytes while they are told apart. */
const MOST_ROWS = 3_000_000;
/** So much of them one province, and one operator or technology, has at most. */
const PART_OF_AREA = 1 / 20;
const PART_OF_NETWORK = 1 / 3;

/** Of so many measurements of a period the question reads one at most: what is asked of a part of them is read of more. */
export function shareOf({ provinceCode, operator, technology }: Selection): number {
  const ofArea = provinceCode === undefined ? 1 : PART_OF_AREA;
  const ofNetwork = operator === undefined && technology === undefined ? 1 : PART_OF_NETWORK;
  return ofArea * ofNetwork;
}

/** Parts next to each other, together of as many measurements as are read in one go; at least one part. */
export function runsOf(selection: Selection, parts: readonly Part[], rowsOf: (part: Part) => number): Part[][] {
  const most = selection.communeCode === undefined ? MOST_ROWS / shareOf(selection) : Number.POSITIVE_INFINITY;
  const runs: { parts: Part[]; rows: number }[] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    const rows = rowsOf(part);
    if (run !== undefined && run.rows + rows <= most && run.parts.at(-1)?.untilMs === part.fromMs) {
      run.parts.push(part);
      run.rows += rows;
    } else runs.push({ parts: [part], rows });
  }
  return runs.map(({ parts: own }) => own);
}
