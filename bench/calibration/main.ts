// `npm run bench:calibration [-- --windows N]`: the q90 table of the engine's intervals, its check on windows kept apart, and the
// comparison with a ten-second flood, all in the fluid model. Prints and keeps them in bench/results/.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { METHOD_VERSION } from '@i-speed/engine';
import { INTERVAL_CLASSES } from '@i-speed/engine/rules';
import type { Variability } from '../../testbed/src/link/index.ts';
import { readSettings } from '../settings.ts';
import { classNameOf, conformalQuantile, distance, isHeld, type Sample, sampleWindows } from './calibrate.ts';
import { compareWithFlood } from './compare-flood.ts';
import { type Window, windowsOf } from './windows.ts';

/** Seeds of the three sets; they share no trace. */
const [CALIBRATION_SEED, HELD_OUT_SEED] = [1, 2];
const VARIABILITIES: readonly Variability[] = ['steady', 'moving', 'wild'];

const { values } = readSettings(
  'calibration',
  "The factors of the engine's intervals, and how often they hold; kept in bench/results.",
  {
    windows: { type: 'string', default: '150', about: 'windows of each kind of link' },
  },
);
const perKind = Number(values.windows);
const calibration = sampleWindows(windowsOf(CALIBRATION_SEED, perKind));
const windows = windowsOf(HELD_OUT_SEED, perKind);
const samples = new Map<Window, Sample[]>(windows.map((window) => [window, sampleWindows([window])]));
const heldOut = [...samples.values()].flat();

const table = INTERVAL_CLASSES.map(({ name, q90 }) => {
  const own = calibration.filter((sample) => classNameOf(sample) === name);
  const check = heldOut.filter((sample) => classNameOf(sample) === name);
  const found = conformalQuantile(own.map(distance), 0.9);
  return { name, n: own.length, q90: found, inEngine: q90, heldOut: check.length, coverage: coverage(check) };
});
const kinds = VARIABILITIES.map((variability) => {
  const own = heldOut.filter((sample) => sample.variability === variability);
  const chosen = windows.filter((window) => window.variability === variability);
  const flood = compareWithFlood(chosen, (window) => samples.get(window) ?? []);
  return { variability, n: own.length, coverage: coverage(own), flood };
});
const at = new Date().toISOString();
const git = (...args: string[]) => execFileSync('git', args).toString().trim();
const isCommitted = git('status', '--porcelain', 'packages/engine', 'testbed', 'bench/calibration') === '';
const commit = `${git('rev-parse', '--short', 'HEAD')}${isCommitted ? '' : ' with changes'}`;
const text = report();
process.stdout.write(text);
const folder = fileURLToPath(new URL('../results/', import.meta.url));
mkdirSync(folder, { recursive: true });
const stem = `${folder}calibration-${at.slice(0, 10)}`;
writeFileSync(`${stem}.md`, text);
writeFileSync(
  `${stem}.json`,
  `${JSON.stringify({ at, commit, method: METHOD_VERSION, perKind, table, kinds }, undefined, 1)}\n`,
);

function coverage(of: readonly Sample[]): number {
  return of.filter(isHeld).length / of.length;
}

function report(): string {
  const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;
  const classes = table.map(
    (row) =>
      `| ${row.name} | ${row.n} | ${row.q90.toFixed(4)} | ${row.inEngine} | ${percent(row.coverage)} of ${row.heldOut} |`,
  );
  const lines = kinds.map(({ variability, n, coverage: held, flood }) =>
    [
      `| ${variability} | ${percent(held)} of ${n} | ${percent(flood.ourMedianError)} / ${percent(flood.floodMedianError)}`,
      `${percent(flood.ourP90Error)} / ${percent(flood.floodP90Error)} | ${percent(flood.nearerRatio)}`,
      `${flood.ourDataS.toFixed(2)} / ${flood.floodDataS.toFixed(2)} | ${flood.n} |`,
    ].join(' | '),
  );
  return `# Calibration of the 90 % interval, ${at.slice(0, 16).replace('T', ' ')} UTC

Commit ${commit}, method ${METHOD_VERSION}. Fluid model, ${perKind} windows of each of the lab's kinds of trace, both directions; seed ${CALIBRATION_SEED} to calibrate, seed ${HELD_OUT_SEED} kept apart. The truth is the mean of the minute that begins with the measurement.

| class of unevenness | runs | q90 found | q90 in the engine | held, kept apart |
|---|---|---|---|---|
${classes.join('\n')}

Ours / a ten-second flood of one connection on the same windows (kept apart); data in seconds of the true rate.

| trace | interval held | median error | 90 % error | ours nearer | data, s | pairs |
|---|---|---|---|---|---|---|
${lines.join('\n')}
`;
}
