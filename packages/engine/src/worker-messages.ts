// What the page and the measuring worker say to each other.
import type { Loss } from '@i-speed/spec';
import type { MeasureEvent, MeasureOptions } from './events.ts';

export type ToWorker =
  | { type: 'start'; options: MeasureOptions }
  | { type: 'abort' }
  /** The page was hidden or shown: a worker has no document and cannot tell by itself. */
  | { type: 'visibility'; hidden: boolean }
  /** The page's data channel wants an answer of the point; then what came of it, absent when nothing did. */
  | { type: 'loss-offer'; sdp: string }
  | { type: 'loss-end'; loss: Loss | undefined };

export type FromWorker =
  | { type: 'event'; event: MeasureEvent }
  | { type: 'end' }
  /** The page shall probe loss, which a worker cannot; the answer of the point to its offer, absent when there is none. */
  | { type: 'loss-begin' }
  | { type: 'loss-answer'; sdp: string | undefined }
  /** The engine itself broke, which is a fault of the program and never of the network. */
  | { type: 'broken'; detail: string };
