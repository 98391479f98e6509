// A QR code as one SVG path with its quiet zone, sharp at every size.
import QRCode from 'qrcode';

/** Modules of white that the standard asks for on every side (ISO/IEC 18004). */
const QUIET_MODULES = 4;

/** A white square of the given side at x, y with the code of a text in it; level M mends 15 % of damage. */
export function qrSquare(text: string, x: number, y: number, side: number): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const step = side / (modules.size + 2 * QUIET_MODULES);
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      const start = column;
      while (column + 1 < modules.size && modules.get(row, column + 1) !== 0) column += 1;
      const at = (place: number) => round((place + QUIET_MODULES) * step);
      const width = round((column - start + 1) * step);
      runs.push(`M${round(x + at(start))} ${round(y + at(row))}h${width}v${round(step)}h${-width}z`);
    }
  }
  return `<rect x="${x}" y="${y}" width="${side}" height="${side}" rx="${round(step)}" fill="#fff"/><path d="${runs.join('')}" fill="#0d1b1c"/>`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
