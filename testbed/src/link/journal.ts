// Reads the emulator's journal: what each direction really carried, lost and held back, on a fine grid.
import type { FileHandle } from 'node:fs/promises';

const headerBytes = 64;
const fields = [
  'capacityBytes',
  'inBytes',
  'inPackets',
  'outBytes',
  'outPackets',
  'payloadBytes',
  'crossBytes',
  'lostPackets',
  'fullPackets',
  'policedPackets',
  'cutPackets',
  'waitSumMs',
  'waitMaxMs',
  'queueMs',
  'lateMaxMs',
  'artefacts',
] as const;
const magic = Buffer.from('ISLINK01');

/**
 * One cell of the grid, one direction. `out…` is what left the bottleneck, `payloadBytes` the transport payload therein
 * (resends included), `crossBytes` foreign traffic, `queueMs` the wait that a packet arriving at the cell's end would meet,
 * `lateMaxMs` by how much the emulator itself was late, `artefacts` packets that it failed to carry.
 */
export type LinkCell = Record<(typeof fields)[number], number>;

export interface JournalHead {
  /** Both clocks at the link's start, nanoseconds: CLOCK_MONOTONIC (as `process.hrtime`) and CLOCK_REALTIME. */
  readonly monotonicNs: bigint;
  readonly epochNs: bigint;
  readonly gridMs: number;
}

/** The head of a journal; throws when the file is none. */
export async function readJournalHead(file: FileHandle): Promise<JournalHead> {
  const { buffer } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  if (!buffer.subarray(0, 8).equals(magic)) throw new Error('not a journal of the link emulator');
  return {
    monotonicNs: buffer.readBigUInt64LE(8),
    epochNs: buffer.readBigUInt64LE(16),
    gridMs: buffer.readDoubleLE(24),
  };
}

/** How many cells are complete: all that ended before now. */
export async function completeCells(file: FileHandle): Promise<number> {
  const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 40);
  return Number(buffer.readBigUInt64LE(0));
}

/** Cells [from, to) of both directions; the caller has seen to it that they are complete. */
export async function readCells(
  file: FileHandle,
  from: number,
  to: number,
): Promise<{ down: LinkCell[]; up: LinkCell[] }> {
  const cellBytes = fields.length * 8;
  const size = (to - from) * 2 * cellBytes;
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, headerBytes + from * 2 * cellBytes);
  const down: LinkCell[] = [];
  const up: LinkCell[] = [];
  for (let at = 0; at < size; at += 2 * cellBytes) {
    down.push(readCell(buffer, at));
    up.push(readCell(buffer, at + cellBytes));
  }
  return { down, up };
}

/** Guarantee: every field of the list is read, so the record is whole. */
function readCell(buffer: Buffer, offset: number): LinkCell {
  return Object.fromEntries(fields.map((field, i) => [field, buffer.readDoubleLE(offset + i * 8)])) as LinkCell;
}
