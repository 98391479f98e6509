// One run of the engine as a flat row: truth, error, data, interval, latency, why it stopped.
import type { Direction } from '@i-speed/spec';
import type { Scenario } from '../../testbed/src/link/index.ts';
import type { LabRun } from './measure-over-link.ts';

export type EngineRow = {
  scenario: string;
  about: string;
  group: string;
  run: number;
  seconds: number;
  /** Worst lateness of the emulator in the run: above a few ms the run says little. */
  lateMs: number;
  /** Idle median against the link's own round trip. */
  idleErrorMs: number | undefined;
  idleTruthMs: number;
  failures: string;
  download: DirectionRow | undefined;
  upload: DirectionRow | undefined;
};

export type DirectionRow = {
  truthMbps: number;
  rateMbps: number;
  errorRatio: number;
  /** Bytes over the bottleneck against ten seconds of the truth. */
  dataRatio: number;
  /** Whether the printed interval holds the truth; absent without an interval. */
  isHeld: boolean | undefined;
  loadedErrorRatio: number | undefined;
  /** Against the point's own count. */
  receiptErrorRatio: number | undefined;
  stop: string;
  limitedBy: string | undefined;
  pulses: number;
};

/** Flattens a run. */
export function rowOf(scenario: Scenario, run: number, lab: LabRun): EngineRow {
  const { result } = lab;
  const idleMs = result.latency?.idle?.medianMs;
  return {
    scenario: scenario.name,
    about: scenario.about,
    group: scenario.group,
    run,
    seconds: result.durationMs / 1000,
    lateMs: lab.emulatorLateMs,
    idleErrorMs: idleMs === undefined ? undefined : idleMs - scenario.idleRttMs,
    idleTruthMs: scenario.idleRttMs,
    failures: result.failures.map(({ code }) => code).join(' '),
    download: directionRow(lab, 'download'),
    upload: directionRow(lab, 'upload'),
  };
}

function directionRow({ result, claims, ...sides }: LabRun, direction: Direction): DirectionRow | undefined {
  const [measured, judged, seen] = [result[direction], sides[direction], claims?.[direction]];
  if (measured === undefined || judged === undefined) return undefined;
  const { truthMbps, errorRatio, dataRatio, isHeld, loadedErrorRatio } = judged;
  return {
    truthMbps,
    rateMbps: measured.rateMbps,
    errorRatio,
    dataRatio,
    isHeld,
    loadedErrorRatio,
    receiptErrorRatio: seen?.rateMbps === undefined ? undefined : measured.rateMbps / seen.rateMbps - 1,
    stop: measured.stop,
    limitedBy: measured.limitedBy,
    pulses: measured.pulses.length,
  };
}
