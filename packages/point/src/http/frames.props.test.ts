import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientFrame, cutUp } from '../../test/frames.ts';
import { FrameFault, openFrameReader, serverFrame } from './frames.ts';

/** What the reader told, bytes that follow each other joined. */
function heard(chunks: readonly Buffer[]): (string | number)[] {
  const told: (string | number)[] = [];
  const read = openFrameReader({
    onBytes: (size) => {
      const last = told.at(-1);
      if (typeof last === 'number') told[told.length - 1] = last + size;
      else told.push(size);
    },
    onText: (text) => told.push(`text ${text}`),
    onPing: (payload) => told.push(`ping ${payload}`),
    onClose: () => told.push('close'),
  });
  for (const chunk of chunks) read(chunk);
  return told;
}

const message = fc.oneof(
  fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536, 70_000).map((size) => ({ kind: 'binary' as const, size })),
  fc.string({ maxLength: 30 }).map((text) => ({ kind: 'text' as const, text })),
  fc.string({ maxLength: 30 }).map((text) => ({ kind: 'ping' as const, text })),
);

test('however frames are cut on their way, every byte of payload is counted once and every text is whole', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1 }),
      fc.boolean(),
      (messages, cuts, inParts) => {
        const expected: (string | number)[] = [];
        const frames = messages.flatMap((one) => {
          if (one.kind !== 'binary') {
            expected.push(`${one.kind} ${one.text}`);
            return [clientFrame(one.kind === 'text' ? 1 : 9, Buffer.from(one.text))];
          }
          const last = expected.at(-1);
          if (one.size > 0 && typeof last === 'number') expected[expected.length - 1] = last + one.size;
          else if (one.size > 0) expected.push(one.size);
          const payload = Buffer.alloc(one.size, 7);
          if (!inParts) return [clientFrame(2, payload)];
          const half = one.size >> 1;
          return [
            clientFrame(2, payload.subarray(0, half), { isFinal: false }),
            clientFrame(0, payload.subarray(half)),
          ];
        });
        const wire = Buffer.concat([...frames, clientFrame(8, Buffer.alloc(0))]);
        expect(heard(cutUp(wire, cuts))).toEqual([...expected, 'close']);
      },
    ),
    { numRuns: 100 },
  );
});

test('what no client of the protocol sends is a fault', () => {
  const faulty = {
    'not masked': clientFrame(2, Buffer.alloc(5), { isMasked: false }),
    'of an unknown kind': clientFrame(3, Buffer.alloc(5)),
    'a long text': clientFrame(1, Buffer.alloc(126)),
    'a text in parts': clientFrame(1, Buffer.alloc(5), { isFinal: false }),
    'with an extension': Buffer.from([0xc2, 0x80, 0, 0, 0, 0]),
  };
  for (const [name, frame] of Object.entries(faulty)) expect(() => heard([frame]), name).toThrow(FrameFault);
});

test("a server's frame says its kind and length and is not masked", () => {
  expect([...serverFrame('ab')]).toEqual([0x81, 2, 97, 98]);
  expect([...serverFrame('', 'close')]).toEqual([0x88, 0]);
  expect([...serverFrame('x', 'pong')]).toEqual([0x8a, 1, 120]);
});
