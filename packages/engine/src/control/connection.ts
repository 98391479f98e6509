// The control connection: echoes, the point's counts, stop and finish on one WebSocket of its own.
import type { ClientMessage, PointMessage } from '@i-speed/spec';
import type { Platform } from '../platform/platform.ts';
import { settledWithin } from '../platform/sleep.ts';
import { createSessionClock, type SessionClock } from './clock.ts';
import { CONTROL_PATH, CONTROL_SUBPROTOCOL, readPointMessage } from './wire.ts';

export type Echo = { seq: number; sentMs: number; rttMs: number };
export type Welcome = Extract<PointMessage, { type: 'welcome' }>;
export type Refused = Extract<PointMessage, { type: 'refused' }>;
export type Counts = Extract<PointMessage, { type: 'counts' }>;

export type Control = {
  /** Sends one ping and returns its number. */
  ping(): number;
  send(message: ClientMessage): void;
  /** The next message of the type; absent when none came within the time or the connection ended. */
  next<T extends PointMessage['type']>(
    types: readonly T[],
    withinMs: number,
  ): Promise<Extract<PointMessage, { type: T }> | undefined>;
  /** Calls `listener` for each echo that comes back, until the returned function is called. */
  onEcho(listener: (echo: Echo) => void): () => void;
  onCounts(listener: (counts: Counts) => void): () => void;
  /** Session clock and smallest round trip; only echoes after `welcome` carry the session clock. */
  readonly clock: SessionClock;
  /** Smallest round trip of all echoes, ms; absent before the first. */
  minRttMs(): number | undefined;
  /** Aborts when the connection has ended, for whatever reason. */
  readonly ended: AbortSignal;
  close(): void;
};

/** Opens a control connection to the point at `baseUrl`; absent when it did not open within the time or the signal aborted. */
export async function openControl(
  platform: Platform,
  baseUrl: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<Control | undefined> {
  if (signal.aborted) return undefined;
  const opened = Promise.withResolvers<boolean>();
  const ended = new AbortController();
  const echoes = new Set<(echo: Echo) => void>();
  const counts = new Set<(counts: Counts) => void>();
  const waiting = new Set<(message: PointMessage) => void>();
  const sentMs = new Map<number, number>();
  const clock = createSessionClock();
  let seq = 0;
  let welcomed = false;
  let smallestMs: number | undefined;

  const takePong = (pong: Extract<PointMessage, { type: 'pong' }>, atMs: number) => {
    const leftMs = sentMs.get(pong.seq);
    if (leftMs === undefined || !sentMs.delete(pong.seq)) return;
    const rttMs = Math.max(0, atMs - leftMs - pong.holdUs / 1000);
    smallestMs = Math.min(smallestMs ?? rttMs, rttMs);
    if (welcomed) clock.note(leftMs, rttMs, pong.clockMs);
    for (const listener of echoes) listener({ seq: pong.seq, sentMs: leftMs, rttMs });
  };
  const socket = platform.openSocket(controlUrl(baseUrl), CONTROL_SUBPROTOCOL, {
    onOpen: () => opened.resolve(true),
    onText: (text, atMs) => {
      const message = readPointMessage(text);
      if (message === undefined) return;
      if (message.type === 'pong') takePong(message, atMs);
      if (message.type === 'welcome') welcomed = true;
      if (message.type === 'counts') for (const listener of counts) listener(message);
      for (const listener of [...waiting]) listener(message);
    },
    onClose: () => {
      opened.resolve(false);
      ended.abort();
    },
  });
  const send = (message: ClientMessage) => socket.send(JSON.stringify(message));
  const close = () => socket.close();

  const control: Control = {
    ping() {
      seq += 1;
      sentMs.set(seq, platform.nowMs());
      send({ type: 'ping', seq });
      return seq;
    },
    send,
    next(types, withinMs) {
      return new Promise((resolve) => {
        if (ended.signal.aborted) return resolve(undefined);
        const finish = (message?: PointMessage) => {
          waiting.delete(take);
          ended.signal.removeEventListener('abort', lose);
          clearTimeout(timer);
          resolve(message === undefined ? undefined : asOneOf(message));
        };
        const take = (message: PointMessage) => {
          if (types.some((type) => type === message.type)) finish(message);
        };
        const lose = () => finish();
        const timer = setTimeout(lose, withinMs);
        waiting.add(take);
        ended.signal.addEventListener('abort', lose, { once: true });
      });
    },
    onEcho: (listener) => listen(echoes, listener),
    onCounts: (listener) => listen(counts, listener),
    clock,
    minRttMs: () => smallestMs,
    ended: ended.signal,
    close,
  };
  await settledWithin(opened.promise, withinMs, signal);
  opened.resolve(false);
  if (await opened.promise) return control;
  close();
  return undefined;
}

/** `http://host` becomes `ws://host/v1/control`, `https` becomes `wss`. */
function controlUrl(baseUrl: string): string {
  return `${baseUrl.replace(/^http/, 'ws').replace(/\/$/, '')}${CONTROL_PATH}`;
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Guarantee: `next` calls this only with a message of one of the wanted types. */
function asOneOf<T extends PointMessage['type']>(message: PointMessage): Extract<PointMessage, { type: T }> {
  return message as Extract<PointMessage, { type: T }>;
}
