// Sums up what every stage of `npm test` found.

/** Tests of one stage or of all; `skippedNames` says which did not run. */
export type Tally = { passed: number; failed: number; skipped: number; skippedNames: readonly string[] };

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, skippedNames: [] };

/** The part of vitest's JSON report that is read here. */
export type VitestReport = {
  testResults: readonly {
    name: string;
    status: string;
    assertionResults: readonly { status: string; fullName: string }[];
  }[];
};

export function addTallies(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    skippedNames: [...left.skippedNames, ...right.skippedNames],
  };
}

/**
 * Counts a vitest report. A file that failed without a failed test of its own (it did not load, a hook threw) counts as
 * one failure, and so does a run that ended badly (`exitCode` not 0) though every test passed.
 */
export function tallyReport(report: VitestReport, exitCode: number): Tally {
  let tally = emptyTally;
  for (const file of report.testResults) {
    const of = (...wanted: string[]) => file.assertionResults.filter((test) => wanted.includes(test.status));
    const skipped = of('skipped', 'pending', 'todo', 'disabled');
    const failed = of('failed').length;
    tally = addTallies(tally, {
      passed: of('passed').length,
      failed: failed === 0 && file.status === 'failed' ? 1 : failed,
      skipped: skipped.length,
      skippedNames: skipped.map((test) => test.fullName),
    });
  }
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** The line that ends every run. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
