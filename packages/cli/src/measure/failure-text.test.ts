import { failureCodes } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { openSpeech } from '../language/language.ts';
import { causeKeys, describeFailure, stageKeys } from './failure-text.ts';

test('every failure code has a sentence of its own stage and cause', () => {
  for (const code of failureCodes) {
    const [stage = '', cause = ''] = code.split('.', 2);
    expect(Object.keys(stageKeys)).toContain(stage);
    expect(Object.keys(causeKeys)).toContain(cause);
  }
});

test('the sentence names what was going on, what happened and the code', () => {
  expect(describeFailure({ code: 'download.stalled', atMs: 1 }, openSpeech('en'))).toBe(
    'While measuring download: no data arrived any more. Check the connection and measure again. (download.stalled)',
  );
});
