// Plain downloads and uploads of any size, for `curl` and whatever else speaks HTTP: /download?bytes=N and /upload.
import { answer, type Exchange, refuse } from './exchange.ts';
import type { ForeignRuns } from './run.ts';
import { sendPayload, takeBytes } from './transfer.ts';

const DEFAULT_BYTES = 100_000_000;

/** Serves the request when its path is `/download` or `/upload`; false when it is not. Throws Refusal. */
export function serveCurl(exchange: Exchange, runs: ForeignRuns): boolean {
  const { url, request, startMs } = exchange;
  if (url.pathname === '/download') {
    const text = url.searchParams.get('bytes') ?? String(DEFAULT_BYTES);
    if (!/^[1-9]\d{0,14}$/.test(text))
      refuse(exchange, 400, 'bytes is a whole number from 1, of at most 15 digits: /download?bytes=100000000');
    else
      sendPayload(exchange, runs, {
        kind: 'curl',
        sizeBytes: Number(text),
        headers: { 'content-type': 'application/octet-stream' },
        isChosen: true,
      });
    return true;
  }
  if (url.pathname !== '/upload') return false;
  if (request.method !== 'POST' && request.method !== 'PUT')
    refuse(exchange, 405, 'Send a body: curl -T FILE, or curl --data-binary @FILE');
  else
    takeBytes(request, runs.enter('curl', exchange), (sizeBytes) => {
      const spanMs = performance.now() - startMs;
      const rate = ((sizeBytes * 8) / spanMs / 1000).toFixed(2);
      const said = `${sizeBytes} bytes in ${(spanMs / 1000).toFixed(3)} s: ${rate} Mbit/s\n`;
      answer(exchange, 200, { 'content-type': 'text/plain; charset=utf-8' }, said);
    });
  return true;
}
