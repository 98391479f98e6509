// One admitted measurement: its clock, its pulses, its limits, and what the receipt will say of it.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ClientKind, CountedWindow, Direction } from '@i-speed/spec';
import type { PointConfig } from '../config.ts';
import { summariseTcp, type TcpReading } from '../receipt/tcp-summary.ts';
import { plainAddress } from './address.ts';
import { lookMsAmong, type Pulse, startPulse, type Tell } from './pulse.ts';
import { Refusal } from './refusal.ts';

/** Pulses of one measurement are numbered below this. */
export const MAX_PULSES = 128;

export type SessionFacts = {
  measurementId: string;
  clientKind: ClientKind;
  ticketed: boolean;
};

export type Session = SessionFacts & {
  /** 128 random bits: the only right to move bulk data. */
  readonly token: string;
  readonly startedAt: Date;
  /** `performance.now()` at `welcome`. */
  readonly startMs: number;
  readonly pulses: ReadonlyMap<number, Pulse>;
  /** Aborts when the session ends, for whatever reason. */
  readonly ended: AbortSignal;
  /** Measurements that run at the point now, this one among them. */
  readonly running: number;
  /** Milliseconds since `welcome`. */
  clockMs(): number;
  /** The pulse a bulk request names, begun by its first request; undefined when the number belongs to the other direction or is out of range. */
  pulse(number: number, direction: Direction): Pulse | undefined;
  /** Payload that may still move. */
  allowanceBytes(): number;
  /** Takes bytes from the allowance before they are sent or when they were read. */
  spend(sizeBytes: number): void;
  /** A bulk connection is in use; the reading of its TCP_INFO goes into the receipt. Throws Refusal over the limit. */
  use(socket: Socket): TcpReading;
  /** Where the first bulk connection came from; the control connection's own address before that. */
  clientAddress(): string;
  /** Readings of all bulk connections so far, in the order in which they came. */
  connections(): readonly TcpReading[];
  readonly lastActiveMs: number;
  touch(): void;
  end(): void;
};

export type SessionLimits = Pick<PointConfig, 'maxBytes' | 'maxConnections'>;

/**
 * Opens a session of a client whose control connection came from `address`. `running` says how many there are at the point; `tell` sends
 * counts to the client.
 */
export function openSession(
  facts: SessionFacts,
  address: string,
  limits: SessionLimits,
  running: () => number,
  tell: Tell,
): Session {
  const startMs = performance.now();
  const clockMs = () => Math.round((performance.now() - startMs) * 1000) / 1000;
  const pulses = new Map<number, Pulse>();
  const sockets = new Map<Socket, TcpReading>();
  const ended = new AbortController();
  let spentBytes = 0;
  let lastActiveMs = startMs;
  let bulkAddress: string | undefined;
  return {
    ...facts,
    token: randomBytes(16).toString('base64url'),
    startedAt: new Date(),
    startMs,
    get running() {
      return running();
    },
    pulses,
    ended: ended.signal,
    clockMs,
    pulse(number, direction) {
      const known = pulses.get(number);
      if (known !== undefined) return known.direction === direction ? known : undefined;
      if (number >= MAX_PULSES) return undefined;
      const begun = startPulse(direction, number, clockMs, lookMsAmong(running()), tell);
      pulses.set(number, begun);
      return begun;
    },
    allowanceBytes: () => limits.maxBytes - spentBytes,
    spend(sizeBytes) {
      spentBytes += sizeBytes;
      lastActiveMs = performance.now();
    },
    use(socket) {
      const known = sockets.get(socket);
      if (known !== undefined) return known;
      const alive = [...sockets.keys()].filter((each) => !each.destroyed).length;
      if (alive >= limits.maxConnections)
        throw new Refusal('rate-limited', `a measurement may use ${limits.maxConnections} connections at a time`);
      if (socket.remoteAddress !== undefined) bulkAddress ??= plainAddress(socket.remoteAddress);
      const reading = summariseTcp(sockets.size, socket);
      sockets.set(socket, reading);
      return reading;
    },
    clientAddress: () => bulkAddress ?? address,
    connections: () => [...sockets.values()],
    get lastActiveMs() {
      return lastActiveMs;
    },
    touch() {
      lastActiveMs = performance.now();
    },
    end() {
      ended.abort();
      for (const pulse of pulses.values()) pulse.stop();
    },
  };
}

/** The windows of one direction that last at all. */
export function windowsOf(windows: readonly CountedWindow[], direction: Direction): CountedWindow[] {
  return windows.filter((window) => window.direction === direction && window.toMs > window.fromMs);
}
