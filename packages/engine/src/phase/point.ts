// Phase 2: opens control connections to the candidates, compares round trips and takes the first that lets it in.
import type { Candidate, FailureCode } from '@i-speed/spec';
import { type Control, openControl, type Refused, type Welcome } from '../control/connection.ts';
import { PROTOCOL_VERSION } from '../control/wire.ts';
import { settledWithin } from '../platform/sleep.ts';
import type { Context } from './context.ts';
import { NO_POINT_OFFERED } from './details.ts';
import { type Idle, measureIdle } from './idle.ts';

export type ChosenPoint = {
  candidate: Candidate;
  control: Control;
  welcome: Welcome;
  minRttMs: number;
  /** Its echoes went out right behind `hello`: over a long path its answer takes as long as eight of them. */
  idle: Idle;
};

/** Echoes to each candidate; the protocol asks for at least 3 and allows 20 before `hello`. */
const ECHOES = 4;
const ECHO_SPACING_MS = 20;
/** A point that does not open within this is too far or too ill to measure against. */
const OPEN_TIMEOUT_MS = 3_000;
const ECHO_TIMEOUT_MS = 1_500;
/** Once one candidate is known, the others get this long: a nearer one would have answered. */
const GRACE_MS = 250;
const WELCOME_TIMEOUT_MS = 3_000;
/** Round trips closer than 1 ms and 5 % are alike; then the hub's order stands, as it spreads load. */
const ALIKE_MS = 1;
const ALIKE_RATIO = 1.05;

type Probed = { candidate: Candidate; rank: number; control: Control; minRttMs: number };

/** The point to measure against; absent when none lets the measurement in, with the failure told. */
export async function choosePoint(
  context: Context,
  candidates: readonly Candidate[],
): Promise<ChosenPoint | undefined> {
  if (candidates.length === 0) {
    context.fail('point.unreachable', NO_POINT_OFFERED);
    return undefined;
  }
  const probing = probeAll(context, candidates);
  let failure: { code: FailureCode; detail: string } = { code: 'point.unreachable', detail: 'no candidate answered' };
  let chosen: ChosenPoint | undefined;
  // Those that are far answer late: they are waited for only where none of the near ones lets the measurement in.
  for (const heard of [probing.near, probing.all]) {
    await heard();
    for (const { candidate, control, minRttMs } of orderByNearness(probing.take())) {
      if (chosen !== undefined || context.signal.aborted) {
        control.close();
        continue;
      }
      const answering = sayHello(context, candidate, control);
      const idle = measureIdle(context, control);
      const answer = await answering;
      if (answer?.type === 'welcome') {
        chosen = { candidate, control, welcome: answer, minRttMs: control.minRttMs() ?? minRttMs, idle };
        continue;
      }
      control.close();
      failure = failureOf(answer);
    }
    if (chosen !== undefined || context.signal.aborted) break;
  }
  probing.leave();
  if (chosen === undefined) {
    if (context.signal.aborted) context.fail('point.aborted');
    else context.fail(failure.code, failure.detail);
  }
  return chosen;
}

/** Nearest first; among those alike the hub's order. */
export function orderByNearness<T extends { rank: number; minRttMs: number }>(probed: readonly T[]): T[] {
  const left = [...probed];
  const ordered: T[] = [];
  while (left.length > 0) {
    const bestMs = Math.min(...left.map((one) => one.minRttMs));
    const alike = left.filter((one) => one.minRttMs <= bestMs * ALIKE_RATIO + ALIKE_MS);
    const next = alike.reduce((first, one) => (one.rank < first.rank ? one : first));
    ordered.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return ordered;
}

type Probing = {
  /** Resolves when the nearest has answered and the others had a little longer. */
  near(): Promise<void>;
  /** Resolves when every candidate has answered or has shown that it does not. */
  all(): Promise<void>;
  /** Those that answered and were not taken before. */
  take(): Probed[];
  /** Closes who was not taken and who answers from now on. */
  leave(): void;
};

function probeAll(context: Context, candidates: readonly Candidate[]): Probing {
  const probed: Probed[] = [];
  const first = Promise.withResolvers<void>();
  let isOver = false;
  const all = candidates.map(async (candidate, rank) => {
    const control = await openControl(context.route, candidate.url, OPEN_TIMEOUT_MS, context.signal);
    if (control === undefined) return;
    const minRttMs = candidates.length === 1 ? probeLater(control) : await probe(context, control);
    if (minRttMs === undefined || isOver) return control.close();
    probed.push({ candidate, rank, control, minRttMs });
    first.resolve();
  });
  const everyone = Promise.all(all).then(() => undefined);
  return {
    async near() {
      await Promise.race([everyone, first.promise]);
      await settledWithin(everyone, GRACE_MS, context.signal);
    },
    all: () => everyone,
    take: () => probed.splice(0),
    leave() {
      isOver = true;
      for (const { control } of probed.splice(0)) control.close();
    },
  };
}

/** One candidate alone is compared with nothing: its echo goes out with `hello` and is back before `welcome`. */
function probeLater(control: Control): number {
  control.ping();
  return 0;
}

/** Smallest of a few round trips; absent when none came back. */
async function probe(context: Context, control: Control): Promise<number | undefined> {
  let back = 0;
  const done = Promise.withResolvers<void>();
  const quiet = control.onEcho(() => {
    back += 1;
    if (back === ECHOES) done.resolve();
  });
  for (let sent = 0; sent < ECHOES; sent += 1) {
    if (sent > 0) await context.platform.sleep(ECHO_SPACING_MS, context.signal);
    control.ping();
  }
  const stop = AbortSignal.any([context.signal, control.ended]);
  await settledWithin(done.promise, ECHO_TIMEOUT_MS, stop);
  quiet();
  return control.minRttMs();
}

async function sayHello(
  context: Context,
  candidate: Candidate,
  control: Control,
): Promise<Welcome | Refused | undefined> {
  const answer = control.next(['welcome', 'refused'], WELCOME_TIMEOUT_MS);
  const { kind, version } = context.options.client;
  control.send({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    measurementId: context.id,
    client: { kind, version },
    ...(candidate.ticket === '' ? {} : { ticket: candidate.ticket }),
  });
  return answer;
}

function failureOf(answer: Refused | undefined): { code: FailureCode; detail: string } {
  if (answer === undefined) return { code: 'point.timeout', detail: 'no answer to hello' };
  const detail = `${answer.code}: ${answer.detail}`;
  if (answer.code === 'busy' || answer.code === 'draining') return { code: `point.${answer.code}`, detail };
  return { code: answer.code === 'protocol' ? 'point.protocol' : 'point.refused', detail };
}
