// What clients of responsiveness under load ask for (IETF draft, Apple's networkQuality): `/.well-known/nq` and its three URLs.
import type { PointContext } from '../point-context.ts';
import { answer, type Exchange, refuse } from './exchange.ts';
import type { ForeignRuns } from './run.ts';
import { sendPayload, takeBytes } from './transfer.ts';

/** The draft wants a body that no client ever reads to its end. */
const LARGE_BYTES = 8_000_000_000;
const BUSY_RETRY_MS = 10_000;

/** Serves the request when its path is of this kind; false when it is not. Throws Refusal. */
export async function serveNetworkQuality(
  exchange: Exchange,
  runs: ForeignRuns,
  { gate, config, http2Port }: Pick<PointContext, 'gate' | 'config' | 'http2Port'>,
): Promise<boolean> {
  const { url, request } = exchange;
  const plain = { 'content-type': 'application/octet-stream' };
  switch (url.pathname) {
    case '/.well-known/nq':
      // Asked once, at the beginning of a test.
      await runs.renew('rpm', exchange);
      if (gate.draining || gate.running >= config.maxSessions)
        refuse(exchange, 503, 'All places are taken; try again soon.', BUSY_RETRY_MS);
      else tellAddresses(exchange, http2Port);
      return true;
    case '/nq/small':
      answer(exchange, 200, plain, '0');
      return true;
    case '/nq/large':
      sendPayload(exchange, runs, { kind: 'rpm', sizeBytes: LARGE_BYTES, headers: plain });
      return true;
    case '/nq/upload':
      if (request.method !== 'POST' && request.method !== 'PUT') refuse(exchange, 405, 'Use POST on this path.');
      else takeBytes(request, runs.enter('rpm', exchange), () => answer(exchange, 200, plain));
      return true;
    default:
      return false;
  }
}

/** The same host as the asker used; over TLS the listener that speaks HTTP/2, for clients measure latency on the loaded connection. */
function tellAddresses(exchange: Exchange, http2Port: number | undefined): void {
  const { request } = exchange;
  const isTls = 'encrypted' in request.socket;
  const host = request.headers.host ?? String(request.headers[':authority'] ?? 'localhost');
  const base = URL.parse(`${isTls ? 'https' : 'http'}://${host}`);
  if (base === null) {
    refuse(exchange, 400, 'The Host header names no host.');
    return;
  }
  if (isTls && http2Port !== undefined) base.port = String(http2Port);
  const [small, large, upload] = ['nq/small', 'nq/large', 'nq/upload'].map((path) => new URL(path, base).href);
  const urls = {
    small_download_url: small,
    large_download_url: large,
    upload_url: upload,
    small_https_download_url: small,
    large_https_download_url: large,
    https_upload_url: upload,
  };
  answer(exchange, 200, { 'content-type': 'application/json' }, JSON.stringify({ version: 1, urls }));
}
