// A client's WebSocket frames, and a stream of them as a network cuts it up.

/** A client's frame as RFC 6455 draws it. */
export function clientFrame(opcode: number, payload: Buffer, { isFinal = true, isMasked = true } = {}): Buffer {
  const size = payload.length;
  const extended = size > 0xffff ? Buffer.alloc(8) : Buffer.alloc(size > 125 ? 2 : 0);
  if (extended.length === 8) extended.writeBigUInt64BE(BigInt(size));
  if (extended.length === 2) extended.writeUInt16BE(size);
  const code = extended.length === 8 ? 127 : extended.length === 2 ? 126 : size;
  const mask = isMasked ? Buffer.from([1, 2, 3, 250]) : Buffer.alloc(0);
  const masked = isMasked ? Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))) : payload;
  return Buffer.concat([
    Buffer.from([(isFinal ? 0x80 : 0) | opcode, (isMasked ? 0x80 : 0) | code]),
    extended,
    mask,
    masked,
  ]);
}

/** The same bytes in parts of these sizes, taken by turns. */
export function cutUp(wire: Buffer, sizes: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, turn = 0; at < wire.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(wire.subarray(at, at + size));
    at += size;
  }
  return parts;
}
