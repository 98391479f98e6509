// The engine's platform on Node: sockets counted where their data is read, uploads streamed in small pieces.
import { networkInterfaces } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Family } from '@i-speed/spec';
import { WebSocket } from 'ws';
import { cardBytes } from './card-traffic.ts';
import { openNodeBulk } from './node-bulk.ts';
import { probeLossByNode } from './node-loss.ts';
import { type JsonAnswer, type Platform, type Socket, type SocketHandlers, TransferError } from './platform.ts';
import { sleep } from './sleep.ts';

export const platform: Platform = {
  nowMs: () => performance.now(),
  sleep,
  requestJson,
  openSocket: (url, protocol, handlers) => openSocket(url, protocol, handlers),
  openBulk: () => openNodeBulk(),
  over: (family) => ({
    ...platform,
    openSocket: (url, protocol, handlers) => openSocket(url, protocol, handlers, family),
    openBulk: () => openNodeBulk(family),
  }),
  activeMs: () => performance.eventLoopUtilization().active,
  watchHidden: () => undefined,
  hasIpv6Address,
  saveData: () => undefined,
  cardBytes,
  probeLoss: probeLossByNode,
};

async function requestJson(url: string, body: unknown, signal: AbortSignal): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    throw new TransferError(signal.aborted ? 'aborted' : 'unreachable', String(error));
  }
}

function openSocket(url: string, protocol: string, handlers: SocketHandlers, family?: Family): Socket {
  const options = { perMessageDeflate: false, handshakeTimeout: 5_000, ...(family && { family }) };
  const socket = new WebSocket(url, protocol, options);
  socket.on('open', handlers.onOpen);
  socket.on('message', (data) => handlers.onText(String(data), performance.now()));
  socket.on('error', () => undefined); // `close` always follows and is what counts
  socket.on('close', handlers.onClose);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** Global unicast is 2000::/3 (RFC 4291); link-local and unique local addresses reach no point outside. */
function hasIpv6Address(): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    (addresses ?? []).some((entry) => entry.family === 'IPv6' && !entry.internal && /^[23]/.test(entry.address)),
  );
}
