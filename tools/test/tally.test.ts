import { expect, test } from 'vitest';
import { describeTally, tallyReport } from './tally.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((state, index) => ({ status: state, fullName: `t${index}` })),
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
