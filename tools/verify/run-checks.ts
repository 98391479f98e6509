// Runs checks side by side and tells of each as it ends.
import { availableParallelism } from 'node:os';
import type { Check, Finding } from './check.ts';

export type Outcome = Finding & { name: string; elapsedMs: number };

/** Runs all checks, as many at once as there are cores; the outcomes keep the order of `checks`. */
export async function runChecks(checks: readonly Check[], report: (outcome: Outcome) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...checks.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, check] = next;
      const outcome = await runOne(check);
      outcomes[index] = outcome;
      report(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return outcomes;
}

async function runOne(check: Check): Promise<Outcome> {
  const startedMs = performance.now();
  const finding = await check.run().catch((error: unknown) => ({ ok: false, output: String(error) }));
  return { ...finding, name: check.name, elapsedMs: performance.now() - startedMs };
}

/** One line for an outcome, and what is wrong below it. */
export function describeOutcome(outcome: Outcome): string {
  const line = `${outcome.ok ? 'ok  ' : 'FAIL'} ${outcome.name.padEnd(18)} ${(outcome.elapsedMs / 1000).toFixed(1)} s`;
  return outcome.ok || outcome.output === '' ? line : `${line}\n${outcome.output.replaceAll(/^/gm, '     ')}`;
}
