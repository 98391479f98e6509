// Measures over an emulated link with a real point at its other end, and sets what came out against what the link is.
import { fileURLToPath } from 'node:url';
import { type Direction, type ReceiptClaims, receiptClaims, type Submission, submission } from '@i-speed/spec';
import { type Link, type LinkOptions, openScenario, runNode, type Scenario } from '../../testbed/src/link/index.ts';

export type LabRun = {
  result: Submission;
  /** The point's own account; absent when it gave none. Unverified: the lab's point is our own. */
  claims: ReceiptClaims | undefined;
  download: LabDirection | undefined;
  upload: LabDirection | undefined;
  /** Worst lateness of the emulator while it ran: above a few ms the run says little. */
  emulatorLateMs: number;
};

export type LabDirection = {
  /** What the link gives to who fills it, and the result's error against it (0.02 = 2 % too much). */
  truthMbps: number;
  errorRatio: number;
  /** Whether the printed interval holds the truth; absent when none was printed. */
  isHeld: boolean | undefined;
  /** Transport payload that crossed the bottleneck, resends included, against ten seconds of the truth (an ndt7 test). */
  dataRatio: number;
  /** Loaded latency against the bottleneck's wait over the counted windows and the idle round trip; absent without echoes. */
  loadedErrorRatio: number | undefined;
};

export type LabOptions = LinkOptions & { profile?: string; shape?: string; repeat?: number };

/** Seconds of a flood that a measurement's data are compared with (ndt7). */
const FLOOD_S = 10;

/** Runs the scenario, as often as asked over one link, and yields each run as it ends. */
export async function* measureScenario(scenario: Scenario, options: LabOptions = {}): AsyncGenerator<LabRun> {
  const { profile = 'standard', shape = 'pulses', repeat = 1, ...linkOptions } = options;
  await using link = await openScenario(scenario, linkOptions);
  const host = link.addresses.server[scenario.family];
  await using point = runNode(link, 'server', program('point'), [host]);
  const hubUrl = `http://${host.includes(':') ? `[${host}]` : host}:${await point.line()}`;
  for (let run = 0; run < repeat; run += 1) {
    if (scenario.outcome === 'stalls') await link.rezero();
    await using client = runNode(link, 'client', program('measure'), [hubUrl, profile, shape]);
    const result = submission.parse(JSON.parse(await client.line()));
    yield await judge(link, scenario, result);
  }
}

async function judge(link: Link, scenario: Scenario, result: Submission): Promise<LabRun> {
  const startMs = link.atEpochMs(Date.parse(result.startedAt));
  const { down, up } = await link.truth(Math.max(0, startMs), startMs + result.durationMs);
  const payload = result.receipt?.split('.')[1];
  const claims = payload && receiptClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return {
    result,
    claims: claims || undefined,
    download: await judgeDirection(link, scenario, result, 'download', startMs, down.payloadBytes),
    upload: await judgeDirection(link, scenario, result, 'upload', startMs, up.payloadBytes),
    emulatorLateMs: Math.max(down.emulatorLateMs, up.emulatorLateMs),
  };
}

async function judgeDirection(
  link: Link,
  scenario: Scenario,
  result: Submission,
  direction: Direction,
  startMs: number,
  crossedBytes: number,
): Promise<LabDirection | undefined> {
  const measured = result[direction];
  if (measured === undefined) return undefined;
  const side = direction === 'download' ? 'down' : 'up';
  const truthMbps = scenario[side].payloadMbps;
  const { rateLowMbps, rateHighMbps } = measured;
  const isPrinted = rateLowMbps !== undefined && rateHighMbps !== undefined;
  const loaded = direction === 'download' ? result.latency?.loadedDown : result.latency?.loadedUp;
  const waitMs = await waitUnderLoadMs(link, side, measured.pulses, startMs);
  return {
    truthMbps,
    errorRatio: measured.rateMbps / truthMbps - 1,
    isHeld: isPrinted ? rateLowMbps <= truthMbps && truthMbps <= rateHighMbps : undefined,
    dataRatio: (crossedBytes * 8) / (truthMbps * 1e6 * FLOOD_S),
    loadedErrorRatio: loaded && loaded.medianMs / (scenario.idleRttMs + waitMs) - 1,
  };
}

/**
 * The bottleneck's wait in ms: its median over the moments of each window in which the sender still sent (what drains afterwards is
 * no load), in the mean over the windows by their moments, as the method defines it.
 */
async function waitUnderLoadMs(
  link: Link,
  side: 'down' | 'up',
  windows: readonly { startMs: number; durationMs: number }[],
  startMs: number,
): Promise<number> {
  let sum = 0;
  let count = 0;
  for (const { startMs: fromMs, durationMs } of windows) {
    const cells = await link.cells(startMs + fromMs, startMs + fromMs + durationMs);
    const readings = cells[side].filter(({ inBytes }) => inBytes > 0).map(({ queueMs }) => queueMs);
    sum += readings.length * medianOf(readings);
    count += readings.length;
  }
  return sum / Math.max(1, count);
}

function medianOf(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

function program(name: string): string {
  return fileURLToPath(new URL(`ends/${name}.ts`, import.meta.url));
}
