// Decides whether a pulse should open further connections while it ramps up.
import type { Ramp } from './full.ts';

export type MoreInput = {
  ramp: Ramp;
  /** When connections were last added; absent while they have not been. */
  addedAtMs?: number | undefined;
  queueShown: boolean;
  /** Echoes that left after arrivals stopped growing and have come back. */
  flatEchoes: number;
  connections: number;
  /** As many as the platform and the point allow. */
  mostConnections: number;
};

/** Rounds without growth and without a queue after which one connection's window, or its losses, must be what holds it. */
const FLAT_ROUNDS = 2;
/** A queue needs as many echoes to show (see ramp/queue.ts). */
const FLAT_ECHOES = 2;
/** Two at a time reach six from two in two steps. */
const STEP = 2;

/** Four connections share a lossy path well: each loss holds back a quarter of the arrivals only. */
const LOSSY_CONNECTIONS = 4;

/**
 * Connections to add now; 0 for none. A pulse begins with few, since each one's own estimate of the rate overshoots a short queue
 * when they start together; it takes more when arrivals stop growing, or the path loses packets, though no queue shows that the
 * pipe is full.
 */
export function connectionsToAdd(input: MoreInput): number {
  const { ramp, connections, addedAtMs = Number.NEGATIVE_INFINITY } = input;
  if (input.queueShown || ramp.full !== undefined) return 0;
  const isLossy = ramp.lossAtMs !== undefined && ramp.lossAtMs > addedAtMs && connections < LOSSY_CONNECTIONS;
  const isFlat = ramp.flatRounds >= FLAT_ROUNDS && input.flatEchoes >= FLAT_ECHOES;
  if (!isLossy && !isFlat) return 0;
  return Math.max(0, Math.min(STEP, connections, input.mostConnections - connections));
}
