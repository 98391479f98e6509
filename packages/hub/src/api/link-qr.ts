// The QR code of a short link, as SVG.
import QRCode from 'qrcode';

export const QR_HEADERS = { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' };

/** With its quiet zone of four modules; `base` is any address of this hub as people reach it. */
export function linkQr(path: string, base: string): Promise<string> {
  const link = new URL(path, base).href;
  return QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
