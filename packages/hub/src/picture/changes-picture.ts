// The picture of changes along months: the level with the mix of the sample held fixed, and dashed as it was measured.
import type { ChangeSeriesAnswer } from '@i-speed/spec';
import { QUANTITIES, stepsBetween } from '@i-speed/statistics';
import type { ChangesQuery } from '../statistics/changes.ts';
import { quantityOf } from '../statistics/request.ts';
import { dayText, KIND_ORDER, type PictureFrame, sourceOf, unitWord, wordsOf } from './describe.ts';
import { drawTime } from './draw.ts';
import { PICTURE_WORDS } from './words.ts';

/** SVG, of one kind of point: the one asked for, else the first there is, inside the country before abroad. */
export function changesPicture(answer: ChangeSeriesAnswer, query: ChangesQuery, frame: PictureFrame): string {
  const words = PICTURE_WORDS[frame.language];
  const byKind = Map.groupBy(answer.steps, ({ networkKind }) => networkKind);
  const networkKind = query.networkKind ?? KIND_ORDER.find((kind) => byKind.has(kind));
  const byMonth = new Map(byKind.get(networkKind)?.map((step) => [step.month, step]));
  const line = stepsBetween([answer.from, answer.to]);
  const quantity = quantityOf(query);
  const unit = unitWord(QUANTITIES.find(({ id }) => id === quantity)?.unit ?? '');
  const chart = {
    ...wordsOf(frame, { ...query, networkKind }, answer),
    title: `${words.indicator[query.indicator]}, ${words.fixedMix} (${unit})`,
    reading: words.readingFixedMix,
    source: sourceOf(frame),
    unit,
  };
  const steps = line.map((month) => ({ label: dayText(month), estimate: byMonth.get(month)?.fixedMix }));
  const measured = line.map((month) => byMonth.get(month)?.geometricMean);
  return drawTime(
    chart,
    steps,
    measured.map((one) => (one?.precision === undefined ? undefined : one.value)),
  );
}
