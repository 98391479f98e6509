// What happens to a link besides fading: others come and go, the rate steps, a handover leaves a gap, a train passes masts.
import type { Level } from './level.ts';
import { levelOf, slotMs } from './level.ts';
import { seededRandom } from './random.ts';

/** Others who come and go: `leftRatio` is what they leave while they are there; stays and absences are exponential. */
export function othersLevel(
  seed: number,
  durationMs: number,
  { leftRatio, meanOnMs, meanOffMs }: { leftRatio: number; meanOnMs: number; meanOffMs: number },
): Level {
  const random = seededRandom(seed, 'others');
  let isOn = random.uniform() < meanOnMs / (meanOnMs + meanOffMs);
  let untilMs = random.exponential(isOn ? meanOnMs : meanOffMs);
  return levelOf(durationMs, (slot) => {
    while (slot * slotMs >= untilMs) {
      isOn = !isOn;
      untilMs += random.exponential(isOn ? meanOnMs : meanOffMs);
    }
    return isOn ? leftRatio : 1;
  });
}

/** One step by `factor`, at a time uniform over the middle four fifths. */
export function stepLevel(seed: number, durationMs: number, factor: number): Level {
  const atMs = durationMs * (0.1 + 0.8 * seededRandom(seed, 'step').uniform());
  return levelOf(durationMs, (slot) => (slot * slotMs < atMs ? 1 : factor));
}

/**
 * Handovers about every `meanEveryMs`: a gap of 0.5 to 3 s without service, then another cell whose level is log-uniform
 * between a third and three times the nominal.
 */
export function handoverLevel(seed: number, durationMs: number, meanEveryMs: number): Level {
  const random = seededRandom(seed, 'handover');
  const cell = () => 3 ** (2 * random.uniform() - 1);
  let level = cell();
  let gapFromMs = random.exponential(meanEveryMs);
  let gapToMs = gapFromMs + 500 + 2_500 * random.uniform();
  return levelOf(durationMs, (slot) => {
    const atMs = slot * slotMs;
    while (atMs >= gapToMs) {
      level = cell();
      gapFromMs = gapToMs + random.exponential(meanEveryMs);
      gapToMs = gapFromMs + 500 + 2_500 * random.uniform();
    }
    return atMs >= gapFromMs ? 0 : level;
  });
}

/**
 * A train between masts: distance swings the level by a factor of 6 (in decibels a sine) once in `passMs`, and tunnels of
 * 2 to 8 s, about every `meanTunnelEveryMs`, leave nothing. The mean outside tunnels is 1.
 */
export function trainLevel(
  seed: number,
  durationMs: number,
  { passMs, meanTunnelEveryMs }: { passMs: number; meanTunnelEveryMs: number },
): Level {
  const random = seededRandom(seed, 'train');
  const depth = Math.log(6) / 2;
  const phase = 2 * Math.PI * random.uniform();
  let fromMs = random.exponential(meanTunnelEveryMs);
  let toMs = fromMs + 2_000 + 6_000 * random.uniform();
  return levelOf(durationMs, (slot) => {
    const atMs = slot * slotMs;
    while (atMs >= toMs) {
      fromMs = toMs + random.exponential(meanTunnelEveryMs);
      toMs = fromMs + 2_000 + 6_000 * random.uniform();
    }
    if (atMs >= fromMs) return 0;
    return Math.exp(depth * Math.sin((2 * Math.PI * atMs) / passMs + phase)) / besselI0(depth);
  });
}

/** Mean of exp(x sin) over a turn (modified Bessel function of order 0), by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 20; k += 1) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}
