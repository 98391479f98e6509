// One measurement from the ticket to the record, told as events while it happens.
import { platform as systemPlatform } from '#platform';
import { createChannel } from './channel.ts';
import { KEY_PATH, UPLOAD_PATH } from './control/wire.ts';
import type { Measure, MeasureEvent, MeasureOptions } from './events.ts';
import { createId } from './identity.ts';
import { watchLoop } from './limit/loop.ts';
import { type Context, createContext } from './phase/context.ts';
import { checkIpv4, checkIpv6, overFamily } from './phase/families.ts';
import { idleFailure } from './phase/idle.ts';
import { measureLoss } from './phase/loss.ts';
import { type ChosenPoint, choosePoint } from './phase/point.ts';
import { measurePulses, slowestMbps } from './phase/pulses.ts';
import { takeReceipt } from './phase/receipt.ts';
import { requestTicket } from './phase/ticket.ts';
import { capsOf } from './plan/caps.ts';
import { firstConnections, type Shape } from './plan/pulses.ts';
import type { Bulk, HiddenWatch, Platform } from './platform/platform.ts';
import { logEchoes } from './pulse/echoes.ts';
import { queueRiseMs } from './ramp/queue.ts';
import { assemble, type Findings } from './record/submission.ts';

/** Chromium opens six HTTP/1.1 connections to a host; the control WebSocket is counted apart. */
const MOST_CONNECTIONS = 6;

/** Runs one measurement (see `Measure`). */
export const measure: Measure = (options, signal) => measureOn(systemPlatform, options, 'pulses', signal);

/** The same on a given platform and with a given shape of load, for benches that compare pulses with floods. */
export function measureOn(
  platform: Platform,
  options: MeasureOptions,
  shape: Shape,
  signal?: AbortSignal,
): AsyncIterable<MeasureEvent> {
  const left = new AbortController();
  const channel = createChannel<MeasureEvent>(() => left.abort());
  const ends = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  const id = options.id ?? createId(Date.now());
  const context = createContext(platform, options, id, ends, channel.put);
  run(context, shape).then(channel.end, channel.fail);
  return channel;
}

async function run(context: Context, shape: Shape): Promise<void> {
  const { platform } = context;
  const findings: Findings = { startedAt: new Date(), loop: watchLoop(platform), cardBytes: platform.cardBytes() };
  const hidden = platform.watchHidden();
  try {
    await measureAll(context, shape, findings, hidden);
  } finally {
    findings.loop.stop();
    findings.hiddenMs = hidden?.hiddenMs();
    hidden?.stop();
  }
  context.enter('done');
  context.emit({ type: 'result', submission: assemble(context, findings) });
}

async function measureAll(context: Context, shape: Shape, findings: Findings, hidden?: HiddenWatch): Promise<void> {
  const { platform } = context;
  context.enter('ticket');
  const ticket = await requestTicket(context);
  if (ticket === undefined) return;
  context.emit({ type: 'network', network: ticket.network, candidates: ticket.candidates });
  context.enter('point');
  const point = await choosePoint(
    context,
    overFamily(ticket.candidates, context.options.family, platform.over !== undefined),
  );
  if (point === undefined) return;
  findings.point = point;
  context.emit({ type: 'point', candidate: point.candidate, minRttMs: point.minRttMs });
  try {
    await measureAt(context, point, shape, findings, hidden);
  } finally {
    point.control.close();
  }
}

async function measureAt(
  context: Context,
  point: ChosenPoint,
  shape: Shape,
  findings: Findings,
  hidden?: HiddenWatch,
): Promise<void> {
  const { control, welcome, candidate } = point;
  const bulk = context.route.openBulk();
  const echoes = logEchoes(context, control);
  findings.echoes = echoes;
  let families: Promise<void> | undefined;
  const checkFamiliesOnce = () => (families ??= checkFamilies(context, point, findings));
  let aside: Promise<void> | undefined;
  const measureAsideOnce = (mbps: number) =>
    (aside ??= checkFamiliesOnce().then(() => lookForLoss(context, point, findings, mbps)));
  try {
    context.enter('idle');
    if (point.minRttMs >= FAR_MS) {
      // First, for a browser opens one WebSocket to a host after the other. What fails is told where it is waited for; its few packets are back
      // before the first pulse has filled anything.
      checkFamiliesOnce().catch(() => undefined);
      prepareBulk(bulk, point);
    }
    const idle = await point.idle.soon;
    context.enter('pulses');
    findings.outcomes = await measurePulses(
      {
        context,
        control,
        bulk,
        echoes,
        pointUrl: candidate.url,
        session: welcome.session,
        idleMs: idle?.medianMs ?? point.minRttMs,
        minRttMs: control.clock.minRttMs() ?? point.minRttMs,
        queueRiseMs: queueRiseMs(idle ?? { medianMs: point.minRttMs }),
        mostConnections: Math.min(MOST_CONNECTIONS, welcome.limits.maxConnections),
        stop: AbortSignal.any([context.signal, control.ended]),
        isHidden: () => hidden?.hidden() ?? false,
      },
      {
        caps: capsOf(context.options.profile, welcome.limits.maxBytes),
        shape,
        meanwhile: measureAsideOnce,
      },
    );
    findings.idle = await point.idle.all;
    if (findings.idle === undefined) context.fail(idleFailure(context, control));
    if (control.ended.aborted) context.fail('point.lost', 'the control connection ended');
    const isLost = context.failures.some((failure) => failure.code === 'point.lost');
    if (context.signal.aborted) context.fail('receipt.aborted');
    else if (isLost) context.fail('receipt.missing', 'the point was lost before it could sign');
    else {
      context.enter('ipv6');
      await measureAsideOnce(slowestMbps(findings.outcomes));
      context.enter('receipt');
      findings.receipt = await takeReceipt(context, control, findings.outcomes);
    }
  } finally {
    echoes.stop();
    bulk.close();
  }
}

/** Over shorter paths what is opened takes no time to speak of. */
const FAR_MS = 100;

/** Over a long path connections are opened beside the idle echoes, so that no pulse waits for its own. */
function prepareBulk(bulk: Bulk, { candidate, welcome, minRttMs }: ChosenPoint): void {
  const base = candidate.url.replace(/\/$/, '');
  const connections = Math.min(firstConnections(minRttMs), welcome.limits.maxConnections);
  bulk.prepare(`${base}${UPLOAD_PATH}/${welcome.session}`, `${base}${KEY_PATH}`, connections);
}

/**
 * What needs a link without load, and next to none of its time: between two looks at a steady link, else after the pulses. Loss comes behind
 * the IP versions: to load what opens the packets' channel holds the thread up, and echoes with it.
 */
async function checkFamilies(context: Context, point: ChosenPoint, findings: Findings): Promise<void> {
  const ipv4 = checkIpv4(context, point.candidate);
  findings.ipv6 = await checkIpv6(context, point.candidate, point.welcome.family);
  findings.ipv4 = await ipv4;
}

async function lookForLoss(context: Context, point: ChosenPoint, findings: Findings, mbps: number): Promise<void> {
  findings.loss = await measureLoss(context, point, mbps);
}
