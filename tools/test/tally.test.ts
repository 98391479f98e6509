import { expect, test } from 'vitest';
import { describeTally, failedFiles, tallyReport, withSecondTry } from './tally.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((state, index) => ({
    status: state,
    fullName: `t${index}`,
    failureMessages: state === 'failed' ? ['AssertionError: expected 1 to be 2'] : [],
  })),
});

test('each test counts once, as what it came to', () => {
  const report = { testResults: [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')] };
  expect(describeTally(tallyReport(report, 1))).toBe('2 passed, 1 failed, 2 skipped');
});

test('a file that did not load is one failure', () => {
  expect(describeTally(tallyReport({ testResults: [file('failed')] }, 1))).toBe('0 passed, 1 failed, 0 skipped');
});

test('a run that ended badly is a failure though every test passed', () => {
  expect(describeTally(tallyReport({ testResults: [file('passed', 'passed')] }, 1))).toBe(
    '1 passed, 1 failed, 0 skipped',
  );
});

test('the names of skipped tests are kept', () => {
  expect(tallyReport({ testResults: [file('passed', 'skipped')] }, 0).skippedNames).toEqual(['t0']);
});

test('a file that passes when run again counts as passed, and is named', () => {
  const still = { ...file('failed', 'passed', 'failed'), name: 'b.test.ts' };
  const first = {
    testResults: [file('failed', 'failed', 'passed'), still, { ...file('passed', 'passed'), name: 'c' }],
  };
  expect(failedFiles(first)).toEqual(['a.test.ts', 'b.test.ts']);
  const tally = withSecondTry(first, { testResults: [file('passed', 'passed', 'passed'), still] }, 1);
  expect(describeTally(tally)).toBe('4 passed, 1 failed, 0 skipped');
  expect(tally.secondTryNames).toEqual(['t0']);
  expect(tally.faults).toHaveLength(1);
});

test('a fault says where it is and what was said', () => {
  const [fault] = tallyReport({ testResults: [file('failed', 'failed')] }, 1).faults;
  expect(fault).toContain('a.test.ts > t0');
  expect(fault).toContain('expected 1 to be 2');
});
