// What a caller of the engine asks for and what it is told while a measurement runs.
import type {
  Access,
  Area,
  Candidate,
  Client,
  Direction,
  Failure,
  Family,
  Network,
  Position,
  Profile,
  Submission,
  Trigger,
} from '@i-speed/spec';

/** Everything one measurement needs to know before it starts. */
export type MeasureOptions = {
  /** Origin of the hub, without a path, e.g. `http://localhost:8080`. */
  hubUrl: string;
  profile: Profile;
  trigger: Trigger;
  client: Client;
  /** The point the person chose; absent lets the hub rank and the engine take the nearest by round trip. */
  pointId?: string | undefined;
  /** IP version to measure over; absent leaves it to the system. */
  family?: Family | undefined;
  /** Measures to a point abroad; absent to one inside the country. */
  place?: 'abroad' | undefined;
  access?: Access | undefined;
  position?: Position | undefined;
  area?: Area | undefined;
  unitCode?: string | undefined;
  /** UUIDv7 to use as id; absent makes one. */
  id?: string | undefined;
};

/** Phases in the order in which they begin; `pulses` is download and upload interleaved, `wait` the rest between two looks at a steady link. */
export type Phase = 'ticket' | 'point' | 'idle' | 'pulses' | 'wait' | 'ipv6' | 'receipt' | 'done';

export type MeasureEvent =
  | { type: 'phase'; phase: Phase; atMs: number }
  /** The network as the hub sees it and the points it offers, best first. */
  | { type: 'network'; network: Network; candidates: readonly Candidate[] }
  /** The point that will be measured against. */
  | { type: 'point'; candidate: Candidate; minRttMs: number }
  /** One round trip on the control connection; `load` says what else was on the link. */
  | { type: 'echo'; load: 'idle' | Direction; rttMs: number; atMs: number }
  | {
      type: 'progress';
      direction: Direction;
      pulse: number;
      atMs: number;
      /** Rate of about the last 200 ms; falls to 0 between pulses. */
      momentaryMbps: number;
      /** The estimate so far with its 90 % interval; absent before the first window closed, the interval also while the pipe was never full. */
      settledMbps?: number | undefined;
      lowMbps?: number | undefined;
      highMbps?: number | undefined;
      /** Payload bytes of this direction so far. */
      bytes: number;
      /** Payload bytes of both directions so far, and the cap they stay under. */
      usedBytes: number;
      capBytes: number;
    }
  /** A part failed; the others' results stand. */
  | { type: 'failure'; failure: Failure }
  /** The last event, always: the record ready to be submitted, whatever was measured. */
  | { type: 'result'; submission: Submission };

/**
 * Runs one measurement. Yields events as they happen and ends after exactly one `result`; network trouble is told as
 * `failure` events, never thrown. Aborting the signal ends it soon, with what was measured and `*.aborted` failures.
 */
export type Measure = (options: MeasureOptions, signal?: AbortSignal) => AsyncIterable<MeasureEvent>;
