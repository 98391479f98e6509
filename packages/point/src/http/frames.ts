// Reads a client's WebSocket frames (RFC 6455) as they pass: binary payload is counted where it lies, never unmasked or joined.

export type FrameHandlers = {
  /** So many more payload bytes of a binary message. */
  onBytes(sizeBytes: number): void;
  onText(text: string): void;
  onPing(payload: Buffer): void;
  onClose(): void;
};

/** Thrown for what no client of the protocol sends. */
export class FrameFault extends Error {
  override name = 'FrameFault';
}

export const [CONTINUED, BINARY] = [0, 2];
const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];
/** RFC 6455 bounds control frames by this; the protocol's texts are shorter, and come in one frame. */
const KEPT_BYTES = 125;
const MASK_BYTES = 4;
const NOTHING = Buffer.alloc(0);

type Frame = { kind: number; mask: Buffer; leftBytes: number; kept: Buffer };

/** The reader of one connection, to be called with each chunk in order; it throws FrameFault. */
export function openFrameReader(handlers: FrameHandlers): (chunk: Buffer) => void {
  let header = NOTHING;
  let frame: Frame | undefined;
  const finish = ({ kind, mask, kept }: Frame) => {
    const payload = kept.map((byte, index) => byte ^ (mask[index % MASK_BYTES] ?? 0));
    if (kind === TEXT) handlers.onText(Buffer.from(payload).toString());
    if (kind === PING) handlers.onPing(Buffer.from(payload));
    if (kind === CLOSE) handlers.onClose();
  };
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (frame === undefined) {
        const part = rest.subarray(0, headerBytes(header) - header.length);
        header = Buffer.concat([header, part]);
        rest = rest.subarray(part.length);
        if (header.length < headerBytes(header)) continue;
        frame = frameOf(header);
        header = NOTHING;
      }
      const part = rest.subarray(0, frame.leftBytes);
      rest = rest.subarray(part.length);
      frame.leftBytes -= part.length;
      if (frame.kind !== BINARY) frame.kept = Buffer.concat([frame.kept, part]);
      else if (part.length > 0) handlers.onBytes(part.length);
      if (frame.leftBytes > 0) continue;
      finish(frame);
      frame = undefined;
    }
  };
}

/** A text frame, or another kind, as a server sends it: unmasked. `payload` has at most 125 bytes. */
export function serverFrame(payload: Buffer | string, kind: 'text' | 'close' | 'pong' = 'text'): Buffer {
  const body = Buffer.from(payload);
  const opcode = { text: TEXT, close: CLOSE, pong: PONG }[kind] ?? TEXT;
  return Buffer.concat([Buffer.from([0x80 | opcode, body.length]), body]);
}

/** How long the header of a client's frame is, as far as its beginning tells. */
export function headerBytes(header: Buffer): number {
  if (header.length < 2) return 2;
  const short = lengthCode(header);
  return 2 + (short === 127 ? 8 : short === 126 ? 2 : 0) + MASK_BYTES;
}

function frameOf(header: Buffer): Frame {
  const [first = 0, second = 0] = header;
  // A binary message may come in parts; what carries on after it is binary too, as texts come whole.
  const kind = (first & 0x0f) === CONTINUED ? BINARY : first & 0x0f;
  if ((first & 0x70) !== 0 || ![TEXT, BINARY, CLOSE, PING, PONG].includes(kind))
    throw new FrameFault('frames of this kind are not of the protocol');
  if ((second & 0x80) === 0) throw new FrameFault('a client masks its frames');
  const leftBytes = payloadBytes(header);
  if (kind !== BINARY && (leftBytes > KEPT_BYTES || (first & 0x80) === 0))
    throw new FrameFault(`texts and control frames have at most ${KEPT_BYTES} bytes, in one frame`);
  return { kind, mask: header.subarray(-MASK_BYTES), leftBytes, kept: NOTHING };
}

/** How long the frame's payload is, by its whole header. */
export function payloadBytes(header: Buffer): number {
  const short = lengthCode(header);
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short === 126 ? header.readUInt16BE(2) : short;
}

function lengthCode(header: Buffer): number {
  return (header[1] ?? 0) & 0x7f;
}
