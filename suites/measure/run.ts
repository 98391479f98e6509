// Runs one measurement through the engine's door and keeps what it told.
import { type MeasureEvent, type MeasureOptions, measure } from '@i-speed/engine';
import { type Submission, submission } from '@i-speed/spec';

export type Run = {
  events: MeasureEvent[];
  /** The record, checked against the contract. */
  result: Submission;
  /** Codes of all failures, in the order told. */
  failures: string[];
};

/** Measures to the end. `onEvent` sees each event as it comes. */
export async function run(
  hubUrl: string,
  options: Partial<MeasureOptions> = {},
  onEvent: (event: MeasureEvent) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Run> {
  const events: MeasureEvent[] = [];
  const client = { kind: 'cli' as const, version: '0.1.0' };
  for await (const event of measure({ hubUrl, profile: 'light', trigger: 'manual', client, ...options }, signal)) {
    events.push(event);
    onEvent(event);
  }
  const last = events.at(-1);
  if (last?.type !== 'result') throw new Error(`the last event was ${last?.type}`);
  if (events.filter((event) => event.type === 'result').length !== 1) throw new Error('more than one result');
  return {
    events,
    result: submission.parse(last.submission),
    failures: last.submission.failures.map((failure) => failure.code),
  };
}
