import { expect, test } from 'vitest';
import { letter } from '../../../test/letter.ts';
import { type Drawing, draw, drawHere } from './draw-aside.ts';

const AT_MS = Date.parse('2025-09-15T01:00:00Z');
const rows = Array.from({ length: 400 }, (_, i) => [String(i + 1), `Xã ${i + 1}`]);
const annexes = [{ title: 'BIỂU', heading: ['STT', 'Đơn vị'], rows, widthsMm: [20, 80] }];

test('a large letter drawn in a thread of its own is the one that is drawn here', async () => {
  const drawing: Drawing = { kind: 'pdf', letter, annexes, atMs: AT_MS };
  expect(Buffer.compare(await draw(drawing), await drawHere(drawing))).toBe(0);
});

test('what a thread cannot draw is told, and the next is drawn', async () => {
  const unmeasured = annexes.map((annex) => ({ ...annex, widthsMm: [Number.NaN, 80] }));
  const [refused, drawn] = await Promise.allSettled(
    [unmeasured, annexes].map((asked) => draw({ kind: 'pdf', letter, annexes: asked, atMs: AT_MS })),
  );
  expect([refused?.status, drawn?.status]).toEqual(['rejected', 'fulfilled']);
});
