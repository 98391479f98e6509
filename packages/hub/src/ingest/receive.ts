// POST /api/v1/measurements, from the parsed JSON to the acknowledgements: the way every measurement takes into the system.
import type { Acknowledgement, Fault } from '@i-speed/spec';
import { ProblemError } from '../problem.ts';
import type { Outcome } from './decide-batch.ts';
import type { Committer } from './group-commit.ts';
import { parseSubmissions } from './parse-submissions.ts';
import { type Preparation, type Prepared, prepare } from './prepare.ts';

/** One entry's answer: kept (again, for a repeated id), or refused with its faults. */
export type Received =
  | { readonly acknowledgement: Acknowledgement; readonly isRepeat: boolean }
  | { readonly faults: readonly Fault[] };

export interface Intake {
  readonly preparation: Preparation;
  readonly committer: Committer;
  readonly clock: () => number;
  readonly onRefusal: (faults: readonly Fault[]) => void;
}

/**
 * Receives one submission or a batch from an address. Answers stand in the order of the entries; a refused one harms no other.
 * Throws ProblemError for a body that is neither, and when nothing can be kept now.
 */
export async function receive(
  intake: Intake,
  body: unknown,
  address: string,
): Promise<{ readonly isBatch: boolean; readonly results: readonly Received[] }> {
  const receivedAtMs = intake.clock();
  const { entries, isBatch } = parseSubmissions(body, receivedAtMs);
  const prepared = await Promise.all(
    entries.map((entry) =>
      'faults' in entry ? entry : prepare(entry.submission, { address, receivedAtMs }, intake.preparation),
    ),
  );
  const good = prepared.filter(isPrepared);
  const outcomes = good.length === 0 ? [] : await intake.committer.commit(good);
  const byEntry = new Map(good.map((entry, i) => [entry, outcomes[i]]));
  const results = prepared.map((entry): Received => {
    if (isPrepared(entry)) return acknowledge(byEntry.get(entry));
    intake.onRefusal(entry.faults);
    return { faults: entry.faults };
  });
  return { isBatch, results };
}

/** The problem of a refused entry. */
export function refusal(faults: readonly Fault[]): ProblemError {
  return new ProblemError('invalid', 'the measurement is not kept: mend what is named and send it again', { faults });
}

function isPrepared(entry: Prepared | { readonly faults: readonly Fault[] }): entry is Prepared {
  return 'submission' in entry;
}

function acknowledge(outcome: Outcome | undefined): Received {
  if (outcome === undefined) throw new Error('the committer answered fewer measurements than it was given');
  const { kept, isRepeat } = outcome;
  const { id, validity, reasons, countsInStatistics } = kept;
  return { acknowledgement: { id, path: `/do/${id}`, validity, reasons: [...reasons], countsInStatistics }, isRepeat };
}
