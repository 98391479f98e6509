// Large papers are drawn in a thread of their own: a form of ten thousand lines takes seconds, in which nobody else would be answered.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MonthBoard } from '@i-speed/spec';
import type { Annex } from '../letter/annex.ts';
import type { Letter } from '../letter/letter.ts';
import type { TableSheet } from '../sheet/table-xlsx.ts';

/** What is drawn, as data that a thread can be given. */
export type Drawing =
  | {
      readonly kind: 'docx' | 'pdf';
      readonly letter: Letter;
      readonly annexes: readonly Annex[];
      readonly atMs: number;
    }
  | { readonly kind: 'form'; readonly board: MonthBoard }
  | { readonly kind: 'table'; readonly sheet: TableSheet };

/** So many lines are drawn where they are asked for: at half a millisecond a line (DOCX, the slowest) it is over sooner than a thread has begun. */
const MOST_HERE = 200;

/** The file's bytes; the writers are loaded when one is wanted. */
export async function draw(drawing: Drawing): Promise<Uint8Array> {
  return linesOf(drawing) > MOST_HERE ? drawAside(drawing) : drawHere(drawing);
}

/** Draws in the thread that asks. */
export async function drawHere(drawing: Drawing): Promise<Uint8Array> {
  if (drawing.kind === 'form') return (await import('../form/form-xlsx.ts')).formXlsx(drawing.board);
  if (drawing.kind === 'table') return (await import('../sheet/table-xlsx.ts')).tableXlsx(drawing.sheet);
  const { kind, letter, annexes, atMs } = drawing;
  if (kind === 'pdf') return (await import('../letter/letter-pdf.ts')).letterPdf(letter, new Date(atMs), annexes);
  return (await import('../letter/letter-docx.ts')).letterDocx(letter, annexes);
}

function linesOf(drawing: Drawing): number {
  if (drawing.kind === 'form') return drawing.board.lines.length;
  if (drawing.kind === 'table') return drawing.sheet.rows.length;
  return drawing.annexes.reduce((lines, { rows }) => lines + rows.length, 0);
}

/** One after the other, so that many who ask at once take one core and not all. */
let last: Promise<unknown> = Promise.resolve();

function drawAside(drawing: Drawing): Promise<Uint8Array> {
  const drawn = last.then(async () => {
    const thread = new Worker(new URL('./draw-thread.ts', import.meta.url), { workerData: drawing });
    const [bytes]: Uint8Array[] = await once(thread, 'message');
    if (bytes === undefined) throw new Error('the thread drew nothing');
    return bytes;
  });
  last = drawn.catch(() => undefined);
  return drawn;
}
