// Payload of other projects' tests: so many bytes out, or everything in, counted as it moves.
import { randomFillSync } from 'node:crypto';
import { FIRST_PIECE_BYTES } from '../bulk/piece.ts';
import { POOL_BYTES, pool } from '../bulk/pool.ts';
import { dropBody } from '../http/drop-body.ts';
import { type Exchange, type ForeignRequest, type ForeignResponse, refuse, writeHead } from './exchange.ts';
import type { Flow } from './flow.ts';
import { openLine } from './line.ts';
import type { ForeignKind, ForeignRun, ForeignRuns } from './run.ts';

/** Random printable ASCII, which a client that reads text decodes five times as fast as random bytes. */
export const asciiPool: Buffer = makeAsciiPool();

export type Payload = {
  kind: ForeignKind;
  sizeBytes: number;
  headers: Readonly<Record<string, string>>;
  from?: Buffer;
  /** True where more than a test may move is refused beforehand and not cut: the asker chose the size. */
  isChosen?: boolean;
};

/** Answers with a payload, which a run counts. Who asks for the head alone is sent nothing, and no run begins. Throws Refusal. */
export function sendPayload(exchange: Exchange, runs: ForeignRuns, payload: Payload): void {
  const { request, response } = exchange;
  const { kind, sizeBytes, from, isChosen } = payload;
  const headers = { ...payload.headers, 'content-length': String(sizeBytes) };
  if (request.method === 'HEAD') {
    writeHead(response, 200, headers);
    response.end();
  } else if (request.method !== 'GET') refuse(exchange, 405, 'Use GET on this path.');
  else {
    const run = runs.enter(kind, exchange);
    const mostBytes = run.allowanceBytes();
    if (isChosen && sizeBytes > mostBytes) refuse(exchange, 403, `A test may move ${mostBytes} more bytes.`);
    else {
      writeHead(response, 200, headers);
      sendBytes(response, run, sizeBytes, from);
    }
  }
}

/**
 * Sends exactly so many bytes as the body, whose head must be set with that length; counts those that have reached the client. The
 * run's limits cut it short: then the connection breaks off, for a body that ended early would look whole.
 */
function sendBytes(response: ForeignResponse, run: ForeignRun, sizeBytes: number, from: Buffer = pool): void {
  const passage = enter(run, run.download, () => response.destroy());
  const line = openLine(response, run.congestionControl);
  let sentBytes = 0;
  let countedBytes = 0;
  let isHandedOver = false;
  const countTo = (arrivedBytes: number) => {
    if (arrivedBytes <= countedBytes) return;
    run.download.count(arrivedBytes - countedBytes);
    countedBytes = arrivedBytes;
  };
  const sendNext = () => {
    if (passage.isOver) return;
    const offset = sentBytes % POOL_BYTES;
    const wantedBytes = sentBytes === 0 ? FIRST_PIECE_BYTES : line.pieceBytes(run.running());
    const pieceBytes = Math.min(wantedBytes, POOL_BYTES - offset, sizeBytes - sentBytes);
    if (pieceBytes > run.allowanceBytes() - (sentBytes - countedBytes)) {
      run.exhausted();
      return passage.cut();
    }
    sentBytes += pieceBytes;
    const isLast = sentBytes === sizeBytes;
    const taken = async () => {
      line.took(sentBytes);
      countTo(line.arrivedBytes(sentBytes));
      // A kernel that takes every write at once would never let the event loop turn.
      if (!isLast) return void setImmediate(sendNext);
      isHandedOver = true;
      if (await line.settled()) countTo(sizeBytes);
      passage.leave();
    };
    const piece = from.subarray(offset, offset + pieceBytes);
    if (isLast) response.end(piece, taken);
    else writePiece(response, piece, taken);
  };
  response.on('close', () => {
    if (!isHandedOver) passage.leave();
  });
  if (sizeBytes === 0) response.end(passage.leave);
  else sendNext();
}

/** Reads the whole body, counts and drops it, then calls `done` with its length. The run's limits cut the connection. */
export function takeBytes(request: ForeignRequest, run: ForeignRun, done: (sizeBytes: number) => void): void {
  const passage = enter(run, run.upload, () => request.destroy());
  let readBytes = 0;
  dropBody(
    request,
    () => run.allowanceBytes(),
    (sizeBytes) => {
      if (passage.isOver) return;
      if (sizeBytes > run.allowanceBytes()) {
        run.exhausted();
        return passage.cut();
      }
      readBytes += sizeBytes;
      run.upload.count(sizeBytes);
    },
  );
  request.on('end', () => {
    passage.leave();
    done(readBytes);
  });
  request.on('close', passage.leave);
  request.on('error', passage.leave);
}

type Passage = { readonly isOver: boolean; leave(): void; cut(): void };

/** One request's part in a run and in one of its flows, until it leaves or is cut; the run's limits cut it. */
function enter(run: ForeignRun, flow: Flow, destroy: () => void): Passage {
  const over = run.begin();
  const close = flow.open();
  let isOver = false;
  const leave = () => {
    if (isOver) return;
    isOver = true;
    run.ended.removeEventListener('abort', cut);
    close();
    over();
  };
  const cut = () => {
    leave();
    destroy();
  };
  run.ended.addEventListener('abort', cut);
  return {
    get isOver() {
      return isOver;
    },
    leave,
    cut,
  };
}

/** What another client tells of its test is far shorter. */
const REPORT_LIMIT_BYTES = 1 << 18;

/** Reads a short text; rejects when it is longer than a report may be. */
export async function readText(request: ForeignRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > REPORT_LIMIT_BYTES) throw new RangeError(`more than ${REPORT_LIMIT_BYTES} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function writePiece(response: ForeignResponse, piece: Buffer, taken: () => void): void {
  if ('stream' in response) response.write(piece, taken);
  else response.write(piece, taken);
}

/** 64 letters, one for every value of six random bits. */
function makeAsciiPool(): Buffer {
  const letters = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 'latin1');
  const bytes = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
  for (const [index, value] of bytes.entries()) bytes[index] = letters[value & 63] ?? 0;
  return bytes;
}
