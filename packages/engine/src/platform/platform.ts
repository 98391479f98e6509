// What the engine needs from the machine it runs on; the two implementations stand beside this file.

import type { Family, Loss } from '@i-speed/spec';
import type { Exchange } from '../loss/probe.ts';

/** A request or a bulk transfer that failed. `refused` names an HTTP answer, `lost` and `unreachable` a broken or absent way there. */
export class TransferError extends Error {
  readonly reason: 'refused' | 'lost' | 'unreachable' | 'aborted';
  readonly status: number | undefined;
  constructor(reason: TransferError['reason'], detail: string, status?: number) {
    super(detail);
    this.name = 'TransferError';
    this.reason = reason;
    this.status = status;
  }
}

export type JsonAnswer = { status: number; body: unknown };

export type SocketHandlers = {
  onOpen(): void;
  /** `atMs` is when the message was read, on the platform's clock. */
  onText(text: string, atMs: number): void;
  /** Called once, whether the connection never opened, was closed or broke. */
  onClose(): void;
};

export type Socket = {
  /** Sends a text frame; does nothing on a closed socket. */
  send(text: string): void;
  close(): void;
};

/**
 * Gives the number of bytes to send next, at most `mostBytes`; waits while nothing may be sent; 0 ends the transfer.
 * @see packages/engine/src/pulse/feeder.ts
 */
export type Pull = (mostBytes: number) => Promise<number>;

/** Payload transfers over connections of their own, kept warm until `close`. */
export type Bulk = {
  /**
   * Begins to open so many connections for each direction, so that their first pulses find them open; never fails. `uploadUrl` is that of
   * uploads without the pulse's number, `smallUrl` any of the point's with a short answer.
   */
  prepare(uploadUrl: string, smallUrl: string, connections: number): void;
  /** Reads a body to its end, telling each chunk's arrival and payload size. Throws TransferError. */
  download(url: string, onBytes: (atMs: number, sizeBytes: number) => void, signal: AbortSignal): Promise<void>;
  /** Sends what `pull` allows, piece by piece, and resolves when the point has answered. Throws TransferError. */
  upload(url: string, pull: Pull, signal: AbortSignal): Promise<void>;
  /** How faster uploads are sent where this platform is too slow at pieces; absent where it is not. */
  readonly whole?: WholeUpload;
  close(): void;
};

export type WholeUpload = {
  /** Above this rate what was sent piece by piece shows the device and not the network. */
  aboveMbps: number;
  /** Hands over a body of so many bytes, which cannot be ended early, and resolves when the point has answered. Throws TransferError. */
  upload(url: string, sizeBytes: number, signal: AbortSignal): Promise<void>;
};

export type HiddenWatch = {
  /** True while the page is hidden. */
  hidden(): boolean;
  /** Time for which it was hidden since the watch began. */
  hiddenMs(): number;
  stop(): void;
};

export type Platform = {
  /** The same, whose sockets and transfers reach a name by this IP version alone; absent where nobody can choose. */
  over?(family: Family): Platform;
  /** Monotonic clock, ms with fractions. */
  nowMs(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** One JSON exchange. Throws TransferError when no answer came. */
  requestJson(url: string, body: unknown, signal: AbortSignal): Promise<JsonAnswer>;
  openSocket(url: string, protocol: string, handlers: SocketHandlers): Socket;
  openBulk(): Bulk;
  /** Time this thread has spent working since it started; absent where the platform cannot tell. */
  activeMs(): number | undefined;
  /** Absent where nothing can be hidden. */
  watchHidden(): HiddenWatch | undefined;
  /** True when the machine has a global IPv6 address; absent where the platform does not tell. */
  hasIpv6Address(): boolean | undefined;
  /** What the device tells of itself. */
  saveData(): boolean | undefined;
  /** Bytes that all network cards have moved so far; absent where the platform does not tell. */
  cardBytes(): number | undefined;
  /** Sends packets that nobody resends to the point and back, by the channel whose description `exchange` carries; absent where there is none. */
  readonly probeLoss: ((exchange: Exchange, signal: AbortSignal) => Promise<Loss | undefined>) | undefined;
};
