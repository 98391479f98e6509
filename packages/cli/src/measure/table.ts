// The final table: every figure with its interval or its ground, and what was not measured said so.
import type { Candidate, DirectionResult, LimitedBy, Submission } from '@i-speed/spec';
import { wilsonInterval } from '@i-speed/statistics';
import type { MessageKey, Speech } from '../language/language.ts';
import { describeFailure } from './failure-text.ts';

type Row = readonly [label: string, figure: string, about: string];

/** What held a rate down, where it was not the network itself. */
const limitWord: Readonly<Record<LimitedBy, MessageKey | undefined>> = {
  network: undefined,
  'receiver-window': 'limitReceiverWindow',
  sender: 'limitSender',
  device: 'limitDevice',
  'data-cap': 'limitDataCap',
};

/** Lines of the table; `point` is the one measured against, absent when none was reached. */
export function describeResult(submission: Submission, point: Candidate | undefined, speech: Speech): string[] {
  const { say, figure } = speech;
  const rows: Row[] = [
    [say('download'), ...describeRate(submission.download, speech)],
    [say('upload'), ...describeRate(submission.upload, speech)],
    [say('latency'), ...describeIdle(submission, speech)],
  ];
  for (const [label, loaded] of [
    [say('loadedDown'), submission.latency?.loadedDown],
    [say('loadedUp'), submission.latency?.loadedUp],
  ] as const) {
    if (loaded !== undefined) rows.push([label, `${figure(loaded.medianMs)} ms`, say('probes', { n: loaded.n })]);
  }
  const rpm = submission.latency?.responsivenessRpm;
  if (rpm !== undefined) rows.push([say('responsiveness'), figure(rpm), say('roundTripsAMinute')]);
  rows.push([say('loss'), ...describeLoss(submission, speech)]);
  const { ipv4, ipv6 } = submission;
  const idle = (family: { idleMs?: number | undefined } | undefined) =>
    family?.idleMs === undefined ? '' : `${figure(family.idleMs)} ms`;
  if (ipv4?.reachable !== undefined)
    rows.push(['IPv4', idle(ipv4), say(ipv4.reachable ? 'ipv6Reachable' : 'ipv6Unreachable')]);
  rows.push(['IPv6', idle(ipv6), describeIpv6(submission, speech)]);
  const bytes = (submission.download?.bytes ?? 0) + (submission.upload?.bytes ?? 0);
  if (bytes > 0) rows.push([say('used'), `${figure(bytes / 1e6)} MB`, '']);
  return [
    describePlace(submission, point, speech),
    '',
    ...layOut(rows),
    ...submission.failures.map((failure) => describeFailure(failure, speech)),
  ];
}

function describePlace({ family, connections }: Submission, point: Candidate | undefined, { say }: Speech): string {
  if (point === undefined) return say('noPoint');
  const place = [point.operatorName, point.city].filter((part) => part !== undefined && part !== '').join(', ');
  return [
    say('point', { name: place === '' ? point.name : `${point.name} (${place})` }),
    ...(family === undefined ? [] : [`IPv${family}`]),
    ...(connections === undefined ? [] : [say('connections', { n: connections })]),
  ].join(' · ');
}

function describeRate(result: DirectionResult | undefined, { say, figure }: Speech): [string, string] {
  if (result === undefined) return [say('notMeasured'), ''];
  const { rateMbps, rateLowMbps, rateHighMbps } = result;
  const interval =
    rateLowMbps === undefined || rateHighMbps === undefined
      ? ''
      : say('interval', { low: figure(rateLowMbps), high: figure(rateHighMbps) });
  const limit = result.limitedBy === undefined ? undefined : limitWord[result.limitedBy];
  return [`${figure(rateMbps)} Mbps`, [interval, limit && say(limit)].filter(Boolean).join(', ')];
}

function describeIdle({ latency }: Submission, { say, figure }: Speech): [string, string] {
  const idle = latency?.idle;
  if (idle === undefined) return [say('notMeasured'), ''];
  const jitter = idle.jitterMs === undefined ? [] : [say('jitter', { jitter: figure(idle.jitterMs) })];
  return [`${figure(idle.medianMs)} ms`, [...jitter, say('probes', { n: idle.n })].join(', ')];
}

/** Packets that nobody resends; where none got through, what TCP sent again is the nearest, and is called what it is. */
function describeLoss({ loss, download }: Submission, { say, figure }: Speech): [string, string] {
  if (loss !== undefined && loss.sent > 0) {
    const ratio = Math.max(0, 1 - loss.received / loss.sent);
    const interval = wilsonInterval(ratio, loss.sent);
    const range = interval && say('lossRange', { low: figure(100 * interval.low), high: figure(100 * interval.high) });
    return [`${figure(100 * ratio)} %`, [range, say('lossOf', { n: loss.sent })].filter(Boolean).join(', ')];
  }
  if (download?.resentRatio === undefined) return [say('notMeasured'), ''];
  return [say('notMeasured'), say('resent', { share: figure(100 * download.resentRatio) })];
}

function describeIpv6({ ipv6 }: Submission, { say }: Speech): string {
  if (ipv6?.reachable === true) return say('ipv6Reachable');
  if (ipv6?.hasAddress === false) return say('ipv6NoAddress');
  return ipv6?.reachable === false ? say('ipv6Unreachable') : say('notMeasured');
}

/** Columns as wide as their longest cell; labels and notes to the left, figures to the right. */
function layOut(rows: readonly Row[]): string[] {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const figureWidth = Math.max(...rows.map(([, figure]) => figure.length));
  return rows.map(([label, figure, about]) =>
    `${label.padEnd(labelWidth)}  ${figure.padStart(figureWidth)}  ${about}`.trimEnd(),
  );
}
