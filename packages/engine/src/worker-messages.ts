// What the page and the measuring worker say to each other.
import type { MeasureEvent, MeasureOptions } from './events.ts';

export type ToWorker =
  | { type: 'start'; options: MeasureOptions }
  | { type: 'abort' }
  /** The page was hidden or shown: a worker has no document and cannot tell by itself. */
  | { type: 'visibility'; hidden: boolean };

export type FromWorker =
  | { type: 'event'; event: MeasureEvent }
  | { type: 'end' }
  /** The engine itself broke, which is a fault of the program and never of the network. */
  | { type: 'broken'; detail: string };
