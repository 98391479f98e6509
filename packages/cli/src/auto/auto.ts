// `i-speed auto`: measures by itself at random times under a monthly budget, and keeps what cannot be sent until it can.
import {
  type AutoSettings,
  decideAuto,
  localTime,
  mayMeasure,
  measure,
  nextDueAtMs,
  reserveRun,
  resumeAuto,
  retryAtMs,
  settleRun,
} from '@i-speed/engine';
import type { Submission } from '@i-speed/spec';
import type { Terminal } from '../command/terminal.ts';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { exitCodeOf } from '../measure/outcome.ts';
import { openSpool, type Spool } from '../submit/spool.ts';
import { openStateFolder } from '../submit/state-folder.ts';
import { sendWaiting, submit } from '../submit/submit.ts';
import { cliVersion } from '../version.ts';
import { askArea, askFactor } from './ask-place.ts';
import { type AutoFile, type Kept, openAutoFile } from './auto-file.ts';
import { pause } from './pause.ts';
import { describeRun, describeWait } from './words.ts';

export type AutoPlan = {
  hubUrl: string;
  settings: AutoSettings;
  communeCode?: string | undefined;
  unitCode?: string | undefined;
  accessKind?: 'fixed' | 'mobile' | undefined;
  /** True measures once after a random wait of at most `jitterMs`, for cron. */
  isOnce: boolean;
  jitterMs: number;
};

/** A computer that slept notices within this time; as often, what waits is tried again. */
const LOOK_MS = 60_000;

type Parts = { plan: AutoPlan; file: AutoFile; spool: Spool; installId: string; speech: Speech; terminal: Terminal };

/** Runs until the signal aborts, or once; what happens goes to stdout in a line each and to the journal. */
export async function runAuto(
  plan: AutoPlan,
  speech: Speech,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { folder, installId } = await openStateFolder(process.env, speech);
  const parts = {
    ...{ plan, speech, terminal, file: openAutoFile(folder), spool: openSpool(folder) },
    installId,
  };
  await checkCommune(parts);
  return plan.isOnce ? runOnce(parts, signal) : runLoop(parts, signal);
}

async function runOnce(parts: Parts, signal: AbortSignal): Promise<ExitCode> {
  const { plan, file, speech, terminal } = parts;
  await pause(Math.random() * plan.jitterMs, signal);
  if (signal.aborted) return exitCodes.interrupted;
  const kept = await takeUp(parts);
  const wait = mayMeasure(plan.settings, kept, localTime(Date.now()));
  if (wait === undefined) return (await measureOnce(parts, kept, signal)).code;
  terminal.out(`${describeWait(wait, undefined, speech)}\n`);
  await file.journal({ event: 'waited', why: wait });
  await flush(parts);
  return exitCodes.ok;
}

async function runLoop(parts: Parts, signal: AbortSignal): Promise<ExitCode> {
  const { plan, file, speech, terminal } = parts;
  let kept = await takeUp(parts);
  await file.write(kept);
  await file.journal({ event: 'started', nextAt: iso(kept.dueAtMs) });
  terminal.out(`${speech.say('autoStarted', { next: localText(kept.dueAtMs, speech) })}\n`);
  while (!signal.aborted) {
    const now = localTime(Date.now());
    const verdict = decideAuto(plan.settings, kept, now);
    if (verdict === 'run') kept = (await measureOnce(parts, kept, signal)).kept;
    else if (verdict !== 'not-due') {
      kept = { ...kept, dueAtMs: retryAtMs(plan.settings, now.nowMs, Math.random) };
      await file.write(kept);
      await file.journal({ event: 'waited', why: verdict, nextAt: iso(kept.dueAtMs) });
      terminal.out(`${describeWait(verdict, localText(kept.dueAtMs, speech), speech)}\n`);
    }
    await flush(parts);
    await pause(Math.min(LOOK_MS, kept.dueAtMs - Date.now()), signal);
  }
  await file.journal({ event: 'stopped' });
  return exitCodes.ok;
}

/** What it may use is set aside before the first byte, so that a machine that dies while measuring has not measured for free. */
async function measureOnce(parts: Parts, before: Kept, signal: AbortSignal): Promise<{ kept: Kept; code: ExitCode }> {
  const { plan, file, spool, speech, terminal } = parts;
  const reserved = { ...before, ...reserveRun(before, localTime(Date.now())), dueAtMs: due(plan, 1) };
  await file.write(reserved);
  const area = await areaOf(parts, before);
  const { submission, usedBytes } = await watch(parts, area, signal);
  const delivery = await submit(plan.hubUrl, submission, spool);
  const factor = await askFactor(plan.hubUrl, plan.communeCode, plan.accessKind);
  const kept = { area, ...settleRun(reserved, localTime(Date.now()), usedBytes, due(plan, factor)) };
  await file.write(kept);
  await file.journal({
    ...{ event: 'measured', id: submission.id, point: submission.pointId },
    ...{ downloadMbps: submission.download?.rateMbps, uploadMbps: submission.upload?.rateMbps },
    ...{
      latencyMs: submission.latency?.idle?.medianMs,
      failures: submission.failures.map(({ code }) => code).join(' '),
    },
    ...{ usedBytes, monthUsedBytes: kept.usedBytes, delivery: delivery.outcome, factor },
    ...(!plan.isOnce && { nextAt: iso(kept.dueAtMs) }),
  });
  const next = plan.isOnce ? undefined : localText(kept.dueAtMs, speech);
  terminal.out(`${describeRun({ submission, usedBytes, monthUsedBytes: kept.usedBytes, delivery, next }, speech)}\n`);
  return { kept, code: exitCodeOf(submission, delivery) };
}

async function watch({ plan, installId }: Parts, area: Kept['area'], signal: AbortSignal) {
  let submission: Submission | undefined;
  let usedBytes = 0;
  const events = measure(
    {
      ...{ hubUrl: plan.hubUrl, profile: 'auto', trigger: 'auto', area, unitCode: plan.unitCode },
      access: plan.accessKind && { kind: plan.accessKind, kindFrom: 'user' },
      client: { kind: 'agent', version: cliVersion, installId, os: process.platform },
    },
    signal,
  );
  for await (const event of events) {
    if (event.type === 'progress') usedBytes = Math.max(usedBytes, event.usedBytes);
    if (event.type === 'result') submission = event.submission;
  }
  if (submission === undefined) throw new Error('the engine ended without a result');
  return { submission, usedBytes: Math.max(usedBytes, payloadBytes(submission)) };
}

/** The state after a pause, a restart or a first start; of another month nothing is used yet. */
async function takeUp({ plan, file }: Parts): Promise<Kept> {
  const kept = await file.read();
  return { ...resumeAuto(plan.settings, kept, localTime(Date.now()), Math.random), area: kept?.area };
}

async function checkCommune({ plan: { hubUrl, communeCode }, speech }: Parts): Promise<void> {
  if (communeCode === undefined || (await askArea(hubUrl, communeCode)) !== 'unknown') return;
  throw new CommandError(speech.say('autoNoCommune', { code: communeCode }), exitCodes.usage);
}

/** The commune's area as the hub tells it now, else as it told it last. */
async function areaOf({ plan: { hubUrl, communeCode } }: Parts, { area }: Kept): Promise<Kept['area']> {
  if (communeCode === undefined) return undefined;
  const told = await askArea(hubUrl, communeCode);
  if (told !== undefined && told !== 'unknown') return told;
  return area?.communeCode === communeCode ? area : undefined;
}

async function flush({ plan, spool, file, speech, terminal }: Parts): Promise<void> {
  const n = await sendWaiting(plan.hubUrl, spool);
  if (n === 0) return;
  await file.journal({ event: 'sent', n });
  terminal.out(`${speech.say('sentWaiting', { n })}\n`);
}

function due({ settings }: AutoPlan, factor: number): number {
  return nextDueAtMs(settings, Date.now(), Math.random, factor);
}

/** Payload of both directions; a run never counts for more than was set aside. */
function payloadBytes({ download, upload }: Submission): number {
  return (download?.bytes ?? 0) + (upload?.bytes ?? 0);
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function localText(atMs: number, { language }: Speech): string {
  return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(atMs);
}
