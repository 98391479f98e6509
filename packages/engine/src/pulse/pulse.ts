// What a pulse is made with and what it leaves behind.
import type { Direction } from '@i-speed/spec';
import type { Control } from '../control/connection.ts';
import type { Context } from '../phase/context.ts';
import type { PulsePlan } from '../plan/pulses.ts';
import type { Bulk } from '../platform/platform.ts';
import type { Full, RampInput } from '../ramp/full.ts';
import type { Series } from '../sample/series.ts';
import type { EchoLog } from './echoes.ts';
import type { Pause } from './pauses.ts';

/** Why a pulse ended: `planned` as it should, `capped` by its bound of bytes, `timeout` by its bound of time, else a failure. */
export type PulseEnd = 'planned' | 'capped' | 'timeout' | 'stalled' | 'refused' | 'lost' | 'hidden' | 'aborted';

export type PulseRecord = {
  direction: Direction;
  index: number;
  connections: number;
  startMs: number;
  /** True when the pulse had to find the rate; later ones know it. */
  isCold: boolean;
  /** Arrivals on the client's clock; those of an upload are the point's, moved by `clockOffsetMs`. */
  series: Series;
  /** What had crossed the link by when, also what TCP held back; absent where the point cannot tell. */
  carried?: Series | undefined;
  /** By what the pulse looked for its ramp's end. */
  ramp?: RampInput;
  /** Session clock less client clock, as used for this pulse. */
  clockOffsetMs: number;
  /** Smallest round trip known when the pulse ran. */
  minRttMs: number;
  /** True when it went faster than this platform can be trusted to send in that way: then it only finds the rate for later ones. */
  isRough: boolean;
  /** True for whole bodies, handed over at once: the device cannot hold them down as it can pieces. */
  isWhole: boolean;
  /** When the client itself stood still; absent means never. */
  pauses?: readonly Pause[];
  /** When the pipe became full; absent when it never did. */
  full: Full | undefined;
  /** The client stopped asking for or handing over bytes at this instant. */
  stoppedMs: number;
  /** Until here the pipe was surely full, if it was full at all. */
  sureUntilMs: number;
  end: PulseEnd;
  detail?: string | undefined;
};

/** What all pulses of a measurement share. */
export type PulseTools = {
  context: Context;
  control: Control;
  bulk: Bulk;
  echoes: EchoLog;
  /** Base URL of the point, and the session its `welcome` opened. */
  pointUrl: string;
  session: string;
  /** Idle round trips: the median, against which a queue shows, and the smallest. */
  idleMs: number;
  /** How far an echo must rise above that to show a queue. */
  queueRiseMs: number;
  minRttMs: number;
  /** As many connections as the platform and the point allow. */
  mostConnections: number;
  /** Aborts when the caller ends the measurement or the control connection ends. */
  stop: AbortSignal;
  isHidden(): boolean;
  /** Told about every 50 ms while a pulse runs. */
  onProgress(series: Series, totalBytes: number): void;
};

export type RunPulse = (tools: PulseTools, plan: PulsePlan, index: number) => Promise<PulseRecord>;

/** A running pulse is looked at this often: the finest step in which it can be ended. */
export const TICK_MS = 20;
/** No byte for this long is a stall: longer than most handovers and than a lost retransmission, shorter than a person's patience. */
export const STALL_MS = 2_500;
/** A pulse whose time is up but which has been silent for this long goes on until it is known whether it has stalled. */
export const QUIET_MS = 500;
/** The first byte of a pulse may take longer: connect, TLS and request are three round trips, and a radio may have to wake. */
export const FIRST_BYTE_MS = 3_500;
/** What is still on its way after a pulse was ended gets this long, then the connections are cut. */
export const DRAIN_MS = 2_000;
