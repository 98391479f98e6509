import { NO_HUB, NO_POINT_OFFERED } from '@i-speed/engine';
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

test('what the hub says, that there is none, or that it has no point, goes before the sentence of the code', () => {
  const told = (code: 'ticket.refused' | 'point.unreachable', detail: string) =>
    describeFailure({ code, atMs: 1, detail }, openSpeech('en'));
  expect(told('ticket.refused', 'HTTP 422: there is no such point')).toBe(
    'While asking for a ticket: the hub refused: HTTP 422: there is no such point (ticket.refused)',
  );
  expect(told('ticket.refused', NO_HUB)).toContain('no i-Speed hub answers at this address. Name the hub with --hub.');
  expect(told('point.unreachable', NO_POINT_OFFERED)).toContain('the hub has no point that takes this measurement now');
  expect(told('point.unreachable', 'no candidate answered')).toContain('it could not be reached.');
});
