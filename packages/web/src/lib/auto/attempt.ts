// One look of automatic mode: whether it is time, and if so one measurement, counted, sent and noted. The same in a page and in the background.
import {
  type AutoSettings,
  type AutoWorld,
  decideAuto,
  localTime,
  type MeasureEvent,
  type MeasureOptions,
  nextDueAtMs,
  reserveRun,
  resumeAuto,
  retryAtMs,
  settleRun,
} from '@i-speed/engine';
import type { CommuneNeed, Position, Submission } from '@i-speed/spec';
import { clientKind, VERSION } from '#lib/measure/client.ts';
import { LINK_LOCK } from '#lib/measure/link-lock.ts';

import { send } from '#lib/store/send.ts';
import { type AutoIdentity, type AutoLine, type AutoRecord, changeAuto, readAuto, withLine } from './auto-store.ts';
import { lookAround, platformAccess } from './device.ts';

export type Attempt = {
  isBackground: boolean;
  measure: (options: MeasureOptions, signal: AbortSignal) => AsyncIterable<MeasureEvent>;
  askPosition?: () => Promise<Position | undefined>;
};

/** When to look again, in milliseconds since 1970; absent where the mode is off. Rejects where the device stores nothing. */
export async function attemptAuto(attempt: Attempt): Promise<number | undefined> {
  const { isOn, settings, state } = await readAuto();
  if (!isOn || state === undefined) return undefined;
  const world = await lookAround();
  const verdict = decideAuto(settings, state, world);
  if (verdict === 'not-due') return state.dueAtMs;
  if (verdict !== 'run') {
    const dueAtMs = retryAtMs(settings, world.nowMs, Math.random);
    const line: AutoLine = { atMs: world.nowMs, event: 'waited', why: verdict, isBackground: attempt.isBackground };
    await note(line, (record) => (record.state ? { ...record, state: { ...record.state, dueAtMs } } : record));
    return dueAtMs;
  }
  await runUnderLock(attempt);
  return (await readAuto()).state?.dueAtMs;
}

/** The state of a mode that was just switched on or set anew: what the month used stays, the next run comes within one interval. */
export function stateAnew({ settings, state }: Pick<AutoRecord, 'settings' | 'state'>, world: AutoWorld) {
  const { dueAtMs } = resumeAuto(settings, undefined, world, Math.random);
  return { ...resumeAuto(settings, state, world, Math.random), dueAtMs };
}

/** A person who presses the button takes the link away; another tab that measures is waited for. */
async function runUnderLock(attempt: Attempt): Promise<void> {
  const giveWay = new AbortController();
  await navigator.locks
    .request(LINK_LOCK, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await run(attempt, giveWay);
    })
    .catch(() => giveWay.abort());
}

/** What it may use is set aside before it starts: a page that is closed half-way has not measured for free. */
async function run({ isBackground, measure, askPosition }: Attempt, { signal }: AbortController): Promise<void> {
  const { settings, identity, state } = await changeAuto((record) => reserved(record, Date.now()));
  if (state === undefined) return;
  const { submission, usedBytes } = await watch(measure, identity, signal);
  const atMs = Date.now();
  const factor = await askFactor(identity, submission);
  const settled = (record: AutoRecord) =>
    settledRecord(record, usedBytes, nextDueAtMs(settings, atMs, Math.random, factor));
  if (submission === undefined || signal.aborted) {
    await note({ atMs, event: 'gave-way', usedBytes, isBackground }, settled);
    return;
  }
  await send(placed(submission, await askPosition?.()));
  const { download, upload } = submission;
  const line: AutoLine = { ...{ atMs, event: 'measured', id: submission.id, usedBytes, isBackground } };
  if (download !== undefined) line.downloadMbps = download.rateMbps;
  if (upload !== undefined) line.uploadMbps = upload.rateMbps;
  await note(line, settled);
}

async function watch(
  measure: Attempt['measure'],
  { installId, area, unitCode }: AutoIdentity,
  signal: AbortSignal,
): Promise<{ submission?: Submission; usedBytes: number }> {
  const client = { kind: clientKind(), version: VERSION, ...(installId && { installId }) };
  const options: MeasureOptions = {
    ...{ hubUrl: location.origin, profile: 'auto', trigger: 'auto', client },
    ...{ access: platformAccess(), area, unitCode },
  };
  let usedBytes = 0;
  let submission: Submission | undefined;
  for await (const event of measure(options, signal)) {
    if (event.type === 'progress') usedBytes = Math.max(usedBytes, event.usedBytes);
    if (event.type === 'result') submission = event.submission;
  }
  return submission === undefined ? { usedBytes } : { submission, usedBytes };
}

/** The hub's advice for the commune that was chosen; without a kind of access the smaller of both. 1 where there is none. */
async function askFactor({ area }: AutoIdentity, submission: Submission | undefined): Promise<number> {
  if (area?.communeCode === undefined) return 1;
  try {
    const answer = await fetch(`/api/v1/sufficiency/${area.communeCode}`);
    const { automaticFactor }: CommuneNeed = await answer.json();
    const kind = submission?.access?.kind;
    return kind === undefined ? Math.min(automaticFactor.mobile, automaticFactor.fixed) : automaticFactor[kind];
  } catch {
    return 1;
  }
}

/** Where the device says where it is, the commune that was once chosen says nothing. */
function placed({ area, ...rest }: Submission, position: Position | undefined): Submission {
  if (position !== undefined) return { ...rest, position };
  return area === undefined ? rest : { ...rest, area };
}

function reserved(record: AutoRecord, nowMs: number): AutoRecord {
  const { state, settings } = record;
  if (state === undefined) return record;
  return { ...record, state: { ...reserveRun(state, localTime(nowMs)), dueAtMs: dueLater(settings, nowMs) } };
}

function settledRecord(record: AutoRecord, usedBytes: number, dueAtMs: number): AutoRecord {
  if (record.state === undefined) return record;
  return { ...record, state: settleRun(record.state, localTime(Date.now()), usedBytes, dueAtMs) };
}

async function note(line: AutoLine, change: (record: AutoRecord) => AutoRecord): Promise<void> {
  await changeAuto((record) => ({ ...change(record), lines: withLine(record.lines, line) }));
}

function dueLater(settings: AutoSettings, nowMs: number): number {
  return nextDueAtMs(settings, nowMs, Math.random);
}
