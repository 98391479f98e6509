// Bulk transfers in a browser: bodies read through a BYOB reader, uploads streamed over WebSockets or sent as Blobs.

import { openUploadStreams } from './browser-upload.ts';
import { type Bulk, TransferError } from './platform.ts';
import { randomBlob } from './random.ts';

/** Chromium reads 8 Gbit/s through a BYOB reader with this buffer on two cores, 5 through the default one. */
const READ_BYTES = 1024 * 1024;
/** Chromium masks and copies what a WebSocket sends: 720 Mbit/s on two cores, where Blobs go at 3,000; the rest is margin for slower devices. */
const STREAMED_MBPS = 100;

/** Opens the transfers; the browser keeps the connections of requests (six to a host with HTTP/1.1) warm by itself. */
export function openBrowserBulk(): Bulk {
  const streams = openUploadStreams();
  return {
    prepare(uploadUrl, smallUrl, connections) {
      streams.prepare(uploadUrl, connections);
      for (let opened = 0; opened < connections; opened += 1)
        fetch(smallUrl, { cache: 'no-store', credentials: 'omit' })
          .then((response) => response.arrayBuffer())
          .catch(() => undefined);
    },
    async download(url, onBytes, signal) {
      const response = await answerOf(url, { signal }, signal);
      await guarded(readBody(response, onBytes), signal);
    },
    upload: streams.upload,
    whole: {
      aboveMbps: STREAMED_MBPS,
      async upload(url, sizeBytes, signal) {
        streams.close();
        const response = await answerOf(url, { method: 'POST', body: randomBlob(sizeBytes), signal }, signal);
        await guarded(response.arrayBuffer(), signal);
      },
    },
    close: streams.close,
  };
}

async function answerOf(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const response = await guarded(fetch(url, { ...init, cache: 'no-store', credentials: 'omit' }), signal);
  if (response.status === 200) return response;
  await response.body?.cancel();
  throw new TransferError('refused', `HTTP ${response.status}`, response.status);
}

async function guarded<T>(step: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw new TransferError(signal.aborted ? 'aborted' : 'lost', String(error));
  }
}

async function readBody({ body }: Response, onBytes: (atMs: number, sizeBytes: number) => void): Promise<void> {
  if (body === null) return;
  const byob = byobReader(body);
  if (byob === undefined) return readPlainly(body.getReader(), onBytes);
  let buffer = new ArrayBuffer(READ_BYTES);
  for (;;) {
    const { done, value } = await byob.read(new Uint8Array(buffer));
    if (done || value === undefined) return;
    onBytes(performance.now(), value.byteLength);
    buffer = value.buffer;
  }
}

async function readPlainly(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onBytes: (atMs: number, sizeBytes: number) => void,
): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes(performance.now(), value.byteLength);
  }
}

/** A reader into our own buffer; absent where the browser has none for response bodies. */
function byobReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
