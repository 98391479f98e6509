// What the log keeps of an error.
import { expect, test } from 'vitest';
import { openLog } from './log.ts';

test('an error is told with its words and its place', () => {
  const lines: string[] = [];
  const log = openLog({ id: 'p1', logLevel: 'info' }, { write: (line) => void lines.push(line) });
  log.error({ error: new RangeError('the disk is full') }, 'request failed');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    point: 'p1',
    msg: 'request failed',
    error: { type: 'RangeError', message: 'the disk is full', stack: expect.stringContaining('log.test.ts') },
  });
});
