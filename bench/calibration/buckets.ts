// `node bench/calibration/buckets.ts`: the engine over lines that are fast for a burst and then slower, in the fluid model: which bursts it sees.

import { minuteTruthMbps, runPolicy } from '../../testbed/src/link/index.ts';
import { enginePolicy } from './engine-policy.ts';

/** Seconds for which the burst lasts at the line's full rate, and how many times as fast it is as what lasts. */
const BURSTS_S = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.5];
const FALLS = [1.2, 1.3, 1.5, 1.9, 3, 5];
const LINES_MBPS = [10, 36, 150];
const RTTS_MS = [6, 25, 80];
const QUEUES_MS = [40, 120, 400];

/** A rate further than this from what lasts is misread. */
const NEAR_RATIO = 0.1;

type Look = {
  burstS: number;
  fall: number;
  error: number;
  dataRatio: number;
  seconds: number;
  held: boolean;
  line: string;
};

function lookAll(): Look[] {
  const looks: Look[] = [];
  let pick = 0;
  for (const burstS of BURSTS_S)
    for (const fall of FALLS)
      for (const lineMbps of LINES_MBPS)
        for (const rttMs of RTTS_MS)
          for (const excess of ['drop', 'wait'] as const) {
            const rateMbps = lineMbps / fall;
            const burstBytes = Math.max(3000, (burstS * (lineMbps - rateMbps) * 1e6) / 8);
            const queueMs = QUEUES_MS[pick++ % QUEUES_MS.length] ?? 120;
            const plain = { rateMbps: lineMbps, delayMs: rttMs / 2, queueMs };
            const link = { down: { ...plain, bucket: { rateMbps, burstBytes, excess } }, up: plain };
            const policy = enginePolicy();
            const run = runPolicy(link, policy, { startMs: 0, maxMs: 14_000 });
            const truthMbps = minuteTruthMbps(link.down, 4, 0);
            const { estimate } = policy.outcome('download');
            if (estimate === undefined) continue;
            const { rateMbps: read, lowMbps = 0, highMbps = Number.POSITIVE_INFINITY } = estimate;
            looks.push({
              burstS,
              fall,
              error: read / truthMbps - 1,
              dataRatio: (run.downBytes * 8) / (truthMbps * 1e7),
              seconds: run.wallMs / 1000 + 1.5,
              held: lowMbps <= truthMbps && truthMbps <= highMbps,
              line: `${lineMbps} Mbit/s ${rttMs} ms queue ${queueMs} ${excess}`,
            });
          }
  return looks;
}

const looks = lookAll();
const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
const percent = (ratio: number) => `${Math.round(100 * ratio)} %`;
process.stdout.write(
  '| burst, s |' +
    FALLS.map((fall) => ` x ${fall} |`).join('') +
    ' held | data | seconds |\n|---|' +
    '---|'.repeat(FALLS.length + 3) +
    '\n',
);
for (const burstS of BURSTS_S) {
  const own = looks.filter((look) => look.burstS === burstS);
  const seen = FALLS.map((fall) => {
    const cell = own.filter((look) => look.fall === fall);
    return percent(cell.filter(({ error }) => Math.abs(error) <= NEAR_RATIO).length / cell.length);
  });
  process.stdout.write(
    `| ${burstS} | ${seen.join(' | ')} | ${percent(own.filter((l) => l.held).length / own.length)} | ${percent(mean(own.map((l) => l.dataRatio)))} | ${mean(own.map((l) => l.seconds)).toFixed(1)} |\n`,
  );
}
if (process.argv[2] === '-v')
  for (const l of looks.filter((one) => Math.abs(one.error) > NEAR_RATIO && one.burstS <= 1))
    process.stdout.write(
      `${l.burstS} s x ${l.fall} ${l.line}: ${percent(l.error)} held ${l.held} data ${percent(l.dataRatio)}\n`,
    );
