import * as spec from '@i-speed/spec';
import { clientMessage, pointMessage, refusalCode } from '@i-speed/spec';
import { describe, expect, test } from 'vitest';
import {
  CONTROL_PATH,
  CONTROL_SUBPROTOCOL,
  DOWNLOAD_PATH,
  PROTOCOL_VERSION,
  readPointMessage,
  UPLOAD_PATH,
} from './wire.ts';

const messages = [
  { type: 'pong', seq: 3, holdUs: 12.5, clockMs: 0 },
  {
    type: 'welcome',
    protocol: 1,
    pointId: 'hn-1',
    session: 'a'.repeat(22),
    family: 6,
    limits: { maxBytes: 1e9, maxDurationMs: 30_000, maxConnections: 8 },
    tcpInfo: true,
  },
  { type: 'counts', direction: 'upload', pulse: 2, samples: [[1.5, 1448, 3]], ended: false },
  { type: 'counts', direction: 'download', pulse: 0, samples: [], ended: true },
  { type: 'counts', direction: 'download', pulse: 1, samples: [], carried: [[10.5, 120]], ended: false },
  { type: 'answer' },
  { type: 'answer', sdp: 'v=0' },
  { type: 'receipt', receipt: 'a.b.c' },
  { type: 'refused', code: 'busy', detail: 'full', retryAfterMs: 1000 },
  { type: 'refused', code: 'protocol', detail: 'speaks 2' },
];

describe('readPointMessage', () => {
  test.each(messages)('reads what the schema reads: $type', (message) => {
    expect(readPointMessage(JSON.stringify(message))).toEqual(pointMessage.parse(message));
  });

  test.each(messages)('passes over what only a later point tells: $type', (message) => {
    const later = { ...message, later: { a: [1] } };
    expect(readPointMessage(JSON.stringify(later))).toEqual(pointMessage.parse(message));
  });

  test('counts without `carried`, as an earlier point tells them, or with another shape of it, are counts all the same', () => {
    const counts = { type: 'counts', direction: 'upload', pulse: 0, samples: [[5, 1448, 1]], ended: true };
    expect(readPointMessage(JSON.stringify(counts))).toEqual(counts);
    expect(readPointMessage(JSON.stringify({ ...counts, carried: [[5, 1, 'new']] }))).toEqual(counts);
  });

  test.each(refusalCode.options)('knows the refusal %s', (code) => {
    expect(readPointMessage(JSON.stringify({ type: 'refused', code, detail: '' }))).toMatchObject({ code });
  });

  test.each([
    'no json',
    'null',
    '[]',
    '{"type":"unknown"}',
    '{"type":"pong","seq":1,"holdUs":"0","clockMs":0}',
    '{"type":"pong","seq":1,"holdUs":-1,"clockMs":0}',
    '{"type":"welcome","protocol":1,"pointId":"p","session":"s","family":5,"limits":{},"tcpInfo":true}',
    '{"type":"counts","direction":"upload","pulse":0,"samples":[[1,2]],"ended":false}',
    '{"type":"counts","direction":"sideways","pulse":0,"samples":[],"ended":false}',
    '{"type":"refused","code":"whim","detail":""}',
    '{"type":"receipt"}',
  ])('reads nothing from %s', (text) => {
    expect(readPointMessage(text)).toBeUndefined();
  });
});

test('the wire constants are those of the spec', () => {
  expect([PROTOCOL_VERSION, CONTROL_SUBPROTOCOL, CONTROL_PATH, DOWNLOAD_PATH, UPLOAD_PATH]).toEqual([
    spec.PROTOCOL_VERSION,
    spec.CONTROL_SUBPROTOCOL,
    spec.CONTROL_PATH,
    spec.DOWNLOAD_PATH,
    spec.UPLOAD_PATH,
  ]);
  expect(clientMessage.parse({ type: 'stop', pulse: 0 })).toEqual({ type: 'stop', pulse: 0 });
});
