// Says what a transfer's error means for its pulse.
import { TransferError } from '../platform/platform.ts';
import type { PulseEnd, PulseTools } from './pulse.ts';

/** What ended the pulse from outside, or made a lane fail; absent when nothing did. Errors of the program itself are thrown on. */
export function failureOf(error: unknown, tools: PulseTools): { end: PulseEnd; detail?: string } | undefined {
  if (tools.context.signal.aborted) return { end: 'aborted' };
  if (tools.control.ended.aborted) return { end: 'lost', detail: 'the control connection ended' };
  if (error === undefined) return undefined;
  if (!(error instanceof TransferError)) throw error;
  if (error.reason === 'aborted') return undefined;
  return { end: error.reason === 'refused' ? 'refused' : 'lost', detail: error.message };
}
