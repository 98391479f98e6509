// Coverage of the change of a geometric mean between two months with equally many devices each.
import { rawChange } from '../../src/index.ts';
import { seeded } from '../../test/random.ts';
import { populations } from './populations.ts';
import { head, holds, oneEach, percent, row } from './print.ts';

const DEVICES = [6, 10, 20, 50];
const FACTOR = 1.2;

/** The second month is a fifth faster. */
export function changes(): void {
  head('Change of a geometric mean: coverage in %', [
    'population',
    ...DEVICES.map((n) => `${n} devices in each month`),
  ]);
  for (const [name, draw] of Object.entries(populations))
    row([
      name,
      ...DEVICES.map((n) => {
        const random = seeded(n + 17);
        const runs = 4_000;
        const month = (factor: number) => oneEach(Array.from({ length: n }, () => factor * draw(random)));
        const held = Array.from({ length: runs }, () => rawChange(month(1), month(FACTOR), 'log')).filter((found) =>
          holds(found?.interval, FACTOR),
        );
        return percent(held.length / runs);
      }),
    ]);
}
