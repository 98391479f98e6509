// The engine's platform in a browser, made for a worker: no document is touched.
import { openBrowserBulk } from './browser-bulk.ts';
import { probeLossByPage } from './browser-loss.ts';
import {
  type HiddenWatch,
  type JsonAnswer,
  type Platform,
  type Socket,
  type SocketHandlers,
  TransferError,
} from './platform.ts';
import { sleep } from './sleep.ts';

export const platform: Platform = {
  nowMs: () => performance.now(),
  sleep,
  requestJson,
  openSocket,
  openBulk: () => openBrowserBulk(),
  activeMs: () => undefined,
  watchHidden,
  hasIpv6Address: () => undefined,
  saveData,
  cardBytes: () => undefined,
  probeLoss: probeLossByPage,
};

async function requestJson(url: string, body: unknown, signal: AbortSignal): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
      cache: 'no-store',
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    throw new TransferError(signal.aborted ? 'aborted' : 'unreachable', String(error));
  }
}

function openSocket(url: string, protocol: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(url, protocol);
  socket.onopen = handlers.onOpen;
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') handlers.onText(data, performance.now());
  };
  socket.onclose = handlers.onClose; // follows every error
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** The page tells the worker (see worker-client.ts); until it does, the page counts as shown. */
function watchHidden(): HiddenWatch {
  let sinceMs: number | undefined;
  let sumMs = 0;
  const take = ({ data }: MessageEvent<unknown>) => {
    const hidden = hiddenOf(data);
    if (hidden === undefined || hidden === (sinceMs !== undefined)) return;
    if (sinceMs !== undefined) sumMs += performance.now() - sinceMs;
    sinceMs = hidden ? performance.now() : undefined;
  };
  addEventListener('message', take);
  return {
    hidden: () => sinceMs !== undefined,
    hiddenMs: () => sumMs + (sinceMs === undefined ? 0 : performance.now() - sinceMs),
    stop: () => removeEventListener('message', take),
  };
}

function hiddenOf(data: unknown): boolean | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'visibility') return undefined;
  return 'hidden' in data && data.hidden === true;
}

/** `navigator.connection` exists in Chromium only. */
function saveData(): boolean | undefined {
  const connection: unknown = 'connection' in navigator ? navigator.connection : undefined;
  if (typeof connection !== 'object' || connection === null || !('saveData' in connection)) return undefined;
  return connection.saveData === true;
}
