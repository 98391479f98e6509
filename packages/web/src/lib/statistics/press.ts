// The ready sentence for the press: the two right numbers, their intervals, the sample, and what they mean.

import { monthText } from '#lib/format/month.ts';
import { countText, figureText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Cell, isFigure } from './answer.ts';
import type { Overview } from './overview.ts';
import { intervalText, kindText } from './words.ts';

type Press = { sentence: string; reason?: undefined } | { sentence?: undefined; reason: string };

/** The sentence, or why there is none: both figures must be told. `isEstimate` where the sample is below the official number. */
export function pressSentence(view: Overview, place: string, cell: Cell | undefined, isEstimate: boolean): Press {
  const { median, mean } = cell ?? {};
  if (cell === undefined || !isFigure(median) || !isFigure(mean)) {
    const missing = Math.max(median?.missingDevices ?? 0, mean?.missingDevices ?? 0);
    return { reason: missing > 0 ? m.over_press_few({ n: countText(missing) }) : m.over_press_none() };
  }
  const write = view.place.level === 'operator' ? m.over_press_operator : m.over_press_text;
  const sentence = write({
    month: monthText(view.month),
    place,
    where: view.place.level === 'country' ? m.over_press_everywhere() : m.over_press_at({ place }),
    access: (view.access === 'mobile' ? m.access_mobile() : m.access_fixed()).toLowerCase(),
    median: figureText(median.value),
    medianRange: intervalText(median.interval),
    mean: figureText(mean.value),
    meanRange: intervalText(mean.interval),
    n: countText(cell.n),
    devices: countText(cell.devices),
    kind: kindText(cell.networkKind),
  });
  return { sentence: isEstimate ? m.over_press_estimate() + sentence : sentence };
}
