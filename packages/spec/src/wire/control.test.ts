import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureCode, failureCodes } from '../failure.ts';
import {
  CONTROL_MESSAGE_LIMIT_BYTES,
  CONTROL_SUBPROTOCOL,
  clientMessage,
  ECHOES_BEFORE_HELLO,
  pointMessage,
  refusalCode,
} from './control.ts';
import { CLOCK_SKEW_S, TICKET_LIFETIME_S } from './ticket.ts';

const protocol = readFileSync(new URL('../../../../docs/protocol/measurement.md', import.meta.url), 'utf8');

describe('the protocol document and the schemas', () => {
  it('agree on every constant that the document states', () => {
    expect(protocol).toContain(`subprotocol \`${CONTROL_SUBPROTOCOL}\``);
    expect(protocol).toContain(`at most ${CONTROL_MESSAGE_LIMIT_BYTES.toLocaleString('en')} bytes`);
    expect(protocol).toContain(`answers up to ${ECHOES_BEFORE_HELLO} \`ping\` messages`);
    expect(protocol).toContain(`\`exp\` ${TICKET_LIFETIME_S} s after \`iat\``);
    expect(protocol).toContain(`clock skew of ${CLOCK_SKEW_S} s is allowed`);
  });

  it('name the same messages', () => {
    const types = [...clientMessage.options, ...pointMessage.options].map((option) => option.shape.type.value);
    for (const type of types) expect(protocol, type).toContain(`\`${type}\``);
  });
});

describe('control messages', () => {
  it('parse in both directions', () => {
    expect(clientMessage.parse({ type: 'ping', seq: 3 })).toEqual({ type: 'ping', seq: 3 });
    expect(
      pointMessage.parse({ type: 'counts', direction: 'upload', pulse: 1, samples: [[10.5, 1448, 3]], ended: false }),
    ).toBeTruthy();
  });

  it('refuse a message with a field that the protocol does not have', () => {
    expect(clientMessage.safeParse({ type: 'stop', pulse: 1, now: true }).success).toBe(false);
  });

  it('have refusal codes that are words, each once', () => {
    expect(new Set(refusalCode.options).size).toBe(refusalCode.options.length);
  });
});

describe('failure codes', () => {
  it('are a closed list of stage.cause, each once', () => {
    expect(new Set(failureCodes).size).toBe(failureCodes.length);
    for (const code of failureCodes) expect(code).toMatch(/^[a-z0-9]+\.[a-z]+$/);
    expect(failureCode.safeParse('upload.exploded').success).toBe(false);
  });
});
