// Links drawn by a seed: what nobody chose, so that a method that was only fitted to the table's links shows it.
import type { PathSpec } from '../link-spec.ts';
import { type Random, seededRandom } from '../trace/random.ts';
import { type Scenario, type ScenarioLine, scenario } from './scenario.ts';
import { paths } from './steady.ts';

type Paths = { down: PathSpec; up: PathSpec };

/** Shares of what households have: download over upload. */
const LOPSIDED = [1, 1, 2, 5, 10, 20];

/**
 * Links 1 to `count` of the seed, each the same whatever the count. Rates of 1 to 600 Mbit/s, 4 to 250 ms and buffers of 20 to 800 ms,
 * evenly on a logarithmic scale; two in five with losses, jitter or a policer on the download.
 */
export function drawScenarios(seed: number, count: number): Scenario[] {
  return Array.from({ length: count }, (_, i) => drawOne(seed, i + 1));
}

function drawOne(seed: number, number: number): Scenario {
  const random = seededRandom(seed, `link-${number}`);
  const downMbps = round(between(random, 1, 600));
  const upMbps = Math.max(0.5, round(downMbps / (LOPSIDED[Math.floor(random.uniform() * LOPSIDED.length)] ?? 1)));
  const rttMs = round(between(random, 4, 250));
  const queueMs = round(between(random, 20, 800));
  const plain = paths(downMbps, upMbps, rttMs, queueMs);
  const [group, about, { down, up }] = drawFault(random, plain, downMbps, rttMs);
  const name = `drawn-${seed}-${number}`;
  const path = `${downMbps}/${upMbps} Mbit/s, ${rttMs} ms, buffer ${queueMs} ms`;
  return scenario(group, { name, about: about === '' ? path : `${path}, ${about}`, down, up } satisfies ScenarioLine);
}

function drawFault(
  random: Random,
  { down, up }: Paths,
  downMbps: number,
  rttMs: number,
): [Scenario['group'], string, Paths] {
  const kind = random.uniform();
  if (kind < 0.2) {
    const lossRatio = Number(between(random, 3e-4, 0.02).toPrecision(2));
    const lossy = { down: { ...down, lossRatio }, up: { ...up, lossRatio, seed: 2 } };
    return ['lossy', `loss ${Number((100 * lossRatio).toPrecision(2))} %`, lossy];
  }
  if (kind < 0.3) {
    const jitterMs = round(between(random, 0.5, Math.max(1, rttMs / 4)));
    return ['steady', `jitter ${jitterMs} ms`, { down: { ...down, jitterMs }, up: { ...up, jitterMs } }];
  }
  if (kind < 0.4) {
    const rateMbps = round(downMbps / between(random, 1.5, 8));
    const burstBytes = Math.max(3_000, round((between(random, 0.1, 0.8) * downMbps * 1e6) / 8));
    const bucket = { rateMbps, burstBytes, excess: random.uniform() < 0.5 ? 'drop' : 'wait' } as const;
    const about = `then ${rateMbps} Mbit/s after ${round(burstBytes / 1e3)} kB, excess ${bucket.excess === 'drop' ? 'dropped' : 'waits'}`;
    return ['policed', about, { down: { ...down, bucket }, up }];
  }
  return ['steady', '', { down, up }];
}

/** Evenly on a logarithmic scale. */
function between(random: Random, low: number, high: number): number {
  return low * (high / low) ** random.uniform();
}

/** Two digits that count. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}
