// Bulk requests: `/v1/download/{session}/{pulse}` and `/v1/upload/{session}/{pulse}`, admitted or refused (protocol 9.2).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Direction, DOWNLOAD_PATH, UPLOAD_PATH } from '@i-speed/spec';
import { sendProblem } from '../http/problem.ts';
import { rawSocketOf } from '../http/raw-socket.ts';
import type { PointContext } from '../point-context.ts';
import { Refusal } from '../session/refusal.ts';
import { MAX_PULSES } from '../session/session.ts';
import { admit } from './admit.ts';
import { type DownloadBounds, sendDownload } from './download.ts';
import { takeUpload } from './upload.ts';

/** Serves the request when its path is a bulk path; false when it is not. */
export function serveBulk(
  context: PointContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): boolean {
  const direction = directionOf(url.pathname);
  if (direction === undefined) return false;
  const [token = '', number = ''] = url.pathname.split('/').slice(3);
  const session = context.sessions.get(token);
  if (request.httpVersion !== '1.1')
    return sendProblem(response, 505, 'http-version', 'Bulk bodies travel over HTTP/1.1 alone.');
  if (session === undefined)
    return sendProblem(
      response,
      404,
      'session-unknown',
      'This session does not exist or has ended. Open a control connection first.',
    );
  if (request.method !== (direction === 'download' ? 'GET' : 'POST'))
    return sendProblem(response, 405, 'method', `Use ${direction === 'download' ? 'GET' : 'POST'} on this path.`);
  const pulse = /^\d{1,3}$/.test(number) ? session.pulse(Number(number), direction) : undefined;
  if (pulse === undefined)
    return sendProblem(
      response,
      409,
      'pulse',
      `Pulses are numbered 0 to ${MAX_PULSES - 1}, each for one direction only.`,
    );
  const bounds = boundsOf(url.searchParams, context.config.maxDurationMs);
  if (bounds === undefined)
    return sendProblem(
      response,
      400,
      'bounds',
      '`bytes` and `ms` are whole numbers from 1; leave them out for no bound.',
    );
  const raw = rawSocketOf(request.socket);
  const { metrics } = context;
  try {
    const reading = admit(context, session, raw);
    if (direction === 'download') sendDownload(session, pulse, reading, response, request.socket, raw, bounds, metrics);
    else takeUpload(session, pulse, reading, request, response, metrics);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    metrics.refusals.inc({ code: error.code });
    return sendProblem(response, 429, error.code, error.message);
  }
  return true;
}

function directionOf(path: string): Direction | undefined {
  if (path.startsWith(`${DOWNLOAD_PATH}/`)) return 'download';
  return path.startsWith(`${UPLOAD_PATH}/`) ? 'upload' : undefined;
}

/** Bounds of a download from its query; absent when a value is no whole number from 1. */
function boundsOf(query: URLSearchParams, longestMs: number): DownloadBounds | undefined {
  const [bytes, ms] = [query.get('bytes'), query.get('ms')];
  const isWhole = (text: string | null) => text === null || /^[1-9]\d{0,15}$/.test(text);
  if (!isWhole(bytes) || !isWhole(ms)) return undefined;
  return {
    mostBytes: bytes === null ? Number.POSITIVE_INFINITY : Number(bytes),
    mostMs: Math.min(longestMs, ms === null ? longestMs : Number(ms)),
  };
}
