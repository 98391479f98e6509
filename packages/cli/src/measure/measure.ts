// `i-speed measure`: one measurement from the first ticket to the acknowledged record.
import { type MeasureOptions, measure } from '@i-speed/engine';
import type { Candidate, Family, Submission } from '@i-speed/spec';
import type { Terminal } from '../command/terminal.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { describeFault, describeProblem } from '../language/problem-words.ts';
import { openSpool } from '../submit/spool.ts';
import { openStateFolder } from '../submit/state-folder.ts';
import { type Delivery, sendWaiting, submit } from '../submit/submit.ts';
import { cliVersion } from '../version.ts';
import { advance, describeState, startState } from './live-line.ts';
import { exitCodeOf } from './outcome.ts';
import { describeResult } from './table.ts';

export type MeasureSettings = {
  hubUrl: string;
  /** Absent lets the hub rank the points and the engine take the nearest. */
  pointId?: string | undefined;
  isLight: boolean;
  /** True measures to a point abroad. */
  isAbroad: boolean;
  /** IP version to measure over; absent leaves it to the system. */
  family?: Family | undefined;
  /** True prints the record on stdout and nothing else there. */
  isJson: boolean;
};

/** Measures, submits, and shows both; aborting the signal ends the measurement, and what it has is still shown and sent. */
export async function runMeasure(
  settings: MeasureSettings,
  speech: Speech,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { folder, installId } = await openStateFolder(process.env, speech);
  const spool = openSpool(folder);
  const options: MeasureOptions = {
    hubUrl: settings.hubUrl,
    pointId: settings.pointId,
    family: settings.family,
    ...(settings.isAbroad && { place: 'abroad' as const }),
    profile: settings.isLight ? 'light' : 'standard',
    trigger: 'manual',
    client: { kind: 'cli', version: cliVersion, installId, os: process.platform },
  };
  const { submission, point } = await watch(options, speech, terminal, signal);
  const delivery = await submit(settings.hubUrl, submission, spool);
  const sent = delivery.outcome === 'kept' ? await sendWaiting(settings.hubUrl, spool) : 0;
  if (settings.isJson) terminal.out(`${JSON.stringify(submission, null, 2)}\n`);
  else terminal.out(`${describeResult(submission, point, speech).join('\n')}\n`);
  const notes = [
    ...describeDelivery(delivery, settings.hubUrl, speech),
    ...(sent > 0 ? [speech.say('sentWaiting', { n: sent })] : []),
  ];
  for (const note of notes) (settings.isJson ? terminal.err : terminal.out)(`${note}\n`);
  return exitCodeOf(submission, delivery);
}

/** Runs the engine with the live line on a terminal. */
async function watch(
  options: MeasureOptions,
  speech: Speech,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<{ submission: Submission; point: Candidate | undefined }> {
  let state = startState;
  let point: Candidate | undefined;
  let submission: Submission | undefined;
  for await (const event of measure(options, signal)) {
    if (event.type === 'point') point = event.candidate;
    if (event.type === 'result') submission = event.submission;
    state = advance(state, event);
    if (terminal.columns !== undefined) terminal.err(`\r\x1b[K${describeState(state, speech, terminal.columns)}`);
  }
  if (terminal.columns !== undefined) terminal.err('\r\x1b[K');
  if (submission === undefined) throw new Error('the engine ended without a result');
  return { submission, point };
}

function describeDelivery(delivery: Delivery, hubUrl: string, speech: Speech): string[] {
  const { say } = speech;
  switch (delivery.outcome) {
    case 'kept':
      return [say('result', { url: new URL(delivery.acknowledgement.path, hubUrl).href })];
    case 'later':
      return [say('keptForLater', { detail: delivery.detail })];
    case 'no-hub':
      return [say('noHubThere', { hub: hubUrl, detail: delivery.detail })];
    case 'refused': {
      const faults = (delivery.problem.faults ?? []).map((fault) => `  ${describeFault(fault, speech)}`);
      return [say('refused', { detail: describeProblem(delivery.problem, speech) }), ...faults];
    }
  }
}
