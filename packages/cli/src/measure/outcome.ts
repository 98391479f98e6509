// Which exit code a measurement ends with.
import type { Submission } from '@i-speed/spec';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Delivery } from '../submit/submit.ts';

/** What went wrong first decides: interrupted, nothing measured, refused, kept for later, measured in part. */
export function exitCodeOf(submission: Submission, delivery: Delivery): ExitCode {
  if (submission.failures.some((failure) => failure.code.endsWith('.aborted'))) return exitCodes.interrupted;
  const { download, upload, latency } = submission;
  if (download === undefined && upload === undefined && latency?.idle === undefined) return exitCodes.notMeasured;
  if (delivery.outcome === 'refused') return exitCodes.refused;
  if (delivery.outcome === 'later' || delivery.outcome === 'no-hub') return exitCodes.keptForLater;
  const isWhole = download !== undefined && upload !== undefined && latency?.idle !== undefined;
  return isWhole ? exitCodes.ok : exitCodes.partlyMeasured;
}
