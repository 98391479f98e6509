import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientFrame, cutUp } from '../../test/frames.ts';
import { openStrainer } from './strain.ts';

const MOST_BYTES = 100_000;

/** What was counted, and what was passed on, as one buffer. */
function strained(parts: readonly Buffer[]): { sizeBytes: number; passed: Buffer } {
  const passed: Buffer[] = [];
  let sizeBytes = 0;
  const take = openStrainer(
    MOST_BYTES,
    (bytes) => {
      sizeBytes += bytes;
    },
    // The strainer's parts lie where the next ones will come.
    (part) => void passed.push(Buffer.from(part)),
  );
  for (const part of parts) take(part);
  return { sizeBytes, passed: Buffer.concat(passed) };
}

const message = fc.oneof(
  fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536, MOST_BYTES).map((size) => ({ kind: 'binary' as const, size })),
  fc.constantFrom(0, 5, 126, 70_000).map((size) => ({ kind: 'text' as const, size })),
  fc.constantFrom(0, 5, 125).map((size) => ({ kind: 'ping' as const, size })),
);

test('however frames are cut, payload is counted once and everything else goes on byte by byte', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 }),
      fc.boolean(),
      (messages, cuts, inParts) => {
        let wantedBytes = 0;
        const passing: Buffer[] = [];
        const pass = (frame: Buffer) => {
          passing.push(frame);
          return frame;
        };
        const frames = messages.flatMap(({ kind, size }) => {
          const payload = Buffer.alloc(size, 7);
          if (kind === 'ping') return [pass(clientFrame(9, payload))];
          const [opcode, keep] = kind === 'text' ? [1, pass] : [2, (frame: Buffer) => frame];
          if (kind === 'binary') wantedBytes += size;
          if (!inParts) return [keep(clientFrame(opcode, payload))];
          const half = size >> 1;
          return [
            keep(clientFrame(opcode, payload.subarray(0, half), { isFinal: false })),
            pass(clientFrame(10, Buffer.from('between'))),
            keep(clientFrame(0, payload.subarray(half))),
          ];
        });
        const close = pass(clientFrame(8, Buffer.alloc(0)));
        const { sizeBytes, passed } = strained(cutUp(Buffer.concat([...frames, close]), cuts));
        expect(sizeBytes).toBe(wantedBytes);
        expect(passed.equals(Buffer.concat(passing))).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});

test('a binary frame that a WebSocket refuses is left to it', () => {
  const first = clientFrame(2, Buffer.alloc(MOST_BYTES), { isFinal: false });
  const odd = {
    'not masked': [clientFrame(2, Buffer.alloc(5), { isMasked: false })],
    'with an extension': [Buffer.from([0xc2, 0x80, 0, 0, 0, 0])],
    'too long': [clientFrame(2, Buffer.alloc(MOST_BYTES + 1))],
  };
  for (const [name, frames] of Object.entries(odd)) {
    const { sizeBytes, passed } = strained(frames);
    expect({ sizeBytes, passed: passed.equals(Buffer.concat(frames)) }, name).toEqual({ sizeBytes: 0, passed: true });
  }
  const more = clientFrame(0, Buffer.alloc(1));
  expect(strained([first, more])).toEqual({ sizeBytes: MOST_BYTES, passed: more });
});
