// Sums up what every stage of `npm test` found.

/** Tests of one stage or of all; `skippedNames` says which did not run, `secondTryNames` which failed once and passed when their file was run again. */
export type Tally = {
  passed: number;
  failed: number;
  skipped: number;
  skippedNames: readonly string[];
  secondTryNames: readonly string[];
  faults: readonly string[];
};

export const emptyTally: Tally = {
  passed: 0,
  failed: 0,
  skipped: 0,
  skippedNames: [],
  secondTryNames: [],
  faults: [],
};

/** The part of vitest's JSON report that is read here. */
export type VitestReport = { testResults: readonly VitestFile[] };

type VitestFile = {
  name: string;
  status: string;
  message?: string;
  assertionResults: readonly { status: string; fullName: string; failureMessages?: readonly string[] }[];
};

const FAULT_LINES = 12;

export function addTallies(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    skippedNames: [...left.skippedNames, ...right.skippedNames],
    secondTryNames: [...left.secondTryNames, ...right.secondTryNames],
    faults: [...left.faults, ...right.faults],
  };
}

/**
 * Counts a vitest report. A file that failed without a failed test of its own (it did not load, a hook threw) counts as
 * one failure, and so does a run that ended badly (`exitCode` not 0) though every test passed.
 */
export function tallyReport(report: VitestReport, exitCode: number): Tally {
  const tally = report.testResults.map(tallyFile).reduce(addTallies, emptyTally);
  return exitCode !== 0 && tally.failed === 0
    ? { ...tally, failed: 1, faults: ['the run ended badly though every test passed'] }
    : tally;
}

/** The files with a failure in them. */
export function failedFiles(report: VitestReport): readonly string[] {
  return report.testResults.filter((file) => tallyFile(file).failed > 0).map((file) => file.name);
}

/** `first` with the files that `again` ran a second time in their second state. */
export function withSecondTry(first: VitestReport, again: VitestReport, againExitCode: number): Tally {
  const names = new Set(again.testResults.map((file) => file.name));
  const kept = first.testResults.filter((file) => !names.has(file.name));
  const second = tallyReport(again, againExitCode);
  const failedNow = new Set(again.testResults.flatMap(failedNames));
  const mended = first.testResults
    .filter((file) => names.has(file.name))
    .flatMap(failedNames)
    .filter((name) => !failedNow.has(name));
  return addTallies(tallyReport({ testResults: kept }, 0), { ...second, secondTryNames: mended });
}

function tallyFile(file: VitestFile): Tally {
  const of = (...wanted: string[]) => file.assertionResults.filter((test) => wanted.includes(test.status));
  const skipped = of('skipped', 'pending', 'todo', 'disabled');
  const failed = of('failed');
  const didNotLoad = failed.length === 0 && file.status === 'failed';
  return {
    ...emptyTally,
    passed: of('passed').length,
    failed: didNotLoad ? 1 : failed.length,
    skipped: skipped.length,
    skippedNames: skipped.map((test) => test.fullName),
    faults: didNotLoad
      ? [describeFault(file.name, '', file.message ?? '')]
      : failed.map((test) => describeFault(file.name, test.fullName, test.failureMessages?.[0] ?? '')),
  };
}

function failedNames(file: VitestFile): string[] {
  const failed = file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName);
  return failed.length === 0 && file.status === 'failed' ? [file.name] : failed;
}

function describeFault(file: string, test: string, message: string): string {
  return `${file} > ${test}\n${message.split('\n').slice(0, FAULT_LINES).join('\n')}`;
}

/** The line that ends every run. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
