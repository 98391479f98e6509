// Coverage of shares among those that are shown (class C or better), by the true share and the number of devices.
import { classify, shareAtLeast } from '../../src/index.ts';
import { seeded } from '../../test/random.ts';
import { head, holds, oneEach, percent, row } from './print.ts';

const DEVICES = [6, 10, 15, 20, 30, 50];

/** True shares up to a half: the interval of the others is the same from the other side. */
export function shownShares(): void {
  head('Shares: coverage among those that are shown (class C or better), share shown in brackets, in %', [
    'true share, %',
    ...DEVICES.map((n) => `${n} devices`),
  ]);
  for (const truth of [0.02, 0.1, 0.2, 0.3, 0.5])
    row([
      (100 * truth).toFixed(0),
      ...DEVICES.map((n) => {
        const random = seeded(n + 11);
        const runs = 4_000;
        let [shown, held] = [0, 0];
        for (let run = 0; run < runs; run++) {
          const answers = oneEach(Array.from({ length: n }, () => (random() < truth ? 1 : 0)));
          const estimate = shareAtLeast(answers, 1);
          if (estimate === undefined || classify(estimate, 'points') === undefined) continue;
          shown++;
          if (holds(estimate.interval, truth)) held++;
        }
        return shown < 40 ? '-' : `${percent(held / shown)} (${percent(shown / runs)})`;
      }),
    ]);
}
