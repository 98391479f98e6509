// What any way of uploading counts: each body's bytes into its pulse and its session, to the session's bound and no further.
import type { Metrics } from '../metrics.ts';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import type { Pulse, PulseConnection } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';

export type UploadCount = {
  /** So many bytes were read; what exceeds the session's allowance is not counted and `cut` is called. */
  came(cameBytes: number): void;
  /** The body is over; later calls change nothing. */
  leave(): void;
  readonly readBytes: number;
};

/** Begins a body of the pulse; `cut` ends its connection, when it goes too far or the session ends. */
export function countUpload(
  session: Session,
  pulse: Pulse,
  reading: TcpReading,
  metrics: Metrics,
  cut: () => void,
): UploadCount {
  let readBytes = 0;
  let isOver = false;
  const connection: PulseConnection = { segments: reading.segmentsReceived };
  pulse.join(connection);
  const leave = () => {
    if (isOver) return;
    isOver = true;
    session.ended.removeEventListener('abort', end);
    metrics.payloadBytes.inc({ direction: 'upload', protocol: 'native' }, readBytes);
    reading.refresh();
    pulse.leave(connection);
  };
  const end = () => {
    leave();
    cut();
  };
  session.ended.addEventListener('abort', end);
  return {
    came(cameBytes) {
      if (isOver) return;
      const sizeBytes = Math.min(cameBytes, session.allowanceBytes());
      readBytes += sizeBytes;
      session.spend(sizeBytes);
      pulse.read(sizeBytes);
      if (sizeBytes === cameBytes) return;
      metrics.refusals.inc({ code: 'byte-limit' });
      end();
    },
    leave,
    get readBytes() {
      return readBytes;
    },
  };
}
