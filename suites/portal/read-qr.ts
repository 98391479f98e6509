// Reads the QR code of a PNG as a camera does: the picture's dots, then what they say.
import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';

const SIGNATURE_BYTES = 8;
const RGBA = 4;

/** What the code in the picture says; `undefined` where there is none. Reads 8-bit RGBA without interlacing, as resvg writes it. */
export function readQr(png: Buffer): string | undefined {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  if (png[24] !== 8 || png[25] !== 6 || png[28] !== 0) throw new Error('the PNG is not 8-bit RGBA');
  const parts: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const size = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const dots = unfilter(inflateSync(Buffer.concat(parts)), width * RGBA, height);
  return jsQR.default(dots, width, height)?.data;
}

/** Takes the filter of each row back (PNG, section 9). */
function unfilter(rows: Buffer, rowBytes: number, height: number): Uint8ClampedArray {
  const dots = new Uint8ClampedArray(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const kind = rows[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < RGBA ? 0 : (dots[at - RGBA] ?? 0);
      const up = y === 0 ? 0 : (dots[at - rowBytes] ?? 0);
      const corner = y === 0 || x < RGBA ? 0 : (dots[at - rowBytes - RGBA] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][kind] ?? 0;
      dots[at] = ((rows[y * (rowBytes + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return dots;
}

/** Paeth's predictor. */
function nearest(left: number, up: number, corner: number): number {
  const middle = left + up - corner;
  const [a, b, c] = [Math.abs(middle - left), Math.abs(middle - up), Math.abs(middle - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
