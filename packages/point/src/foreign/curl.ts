// Plain downloads and uploads of any size, for `curl` and whatever else speaks HTTP: /download?bytes=N and /upload.
import { answer, type Exchange, refuse, writeHead } from './exchange.ts';
import type { ForeignRuns } from './run.ts';
import { sendBytes, takeBytes } from './transfer.ts';

const DEFAULT_BYTES = 100_000_000;

/** Serves the request when its path is `/download` or `/upload`; false when it is not. Throws Refusal. */
export function serveCurl(exchange: Exchange, runs: ForeignRuns): boolean {
  const { url, request, response, startMs } = exchange;
  if (url.pathname === '/download') {
    const text = url.searchParams.get('bytes') ?? String(DEFAULT_BYTES);
    if (!/^[1-9]\d{0,12}$/.test(text))
      refuse(exchange, 400, 'bytes is a whole number from 1: /download?bytes=100000000');
    else {
      const run = runs.enter('curl', exchange);
      const sizeBytes = Number(text);
      if (sizeBytes > run.allowanceBytes())
        refuse(exchange, 403, `A test may move ${run.allowanceBytes()} more bytes.`);
      else {
        writeHead(response, 200, { 'content-type': 'application/octet-stream', 'content-length': text });
        sendBytes(response, run, sizeBytes);
      }
    }
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
