// Upload bodies over a WebSocket (protocol 6.4): a browser can end them at any byte, which it cannot with a request.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { UPLOAD_SUBPROTOCOL, type UploadAnswer, type UploadMessage, uploadMessage } from '@i-speed/spec';
import { FrameFault, openFrameReader, serverFrame } from '../http/frames.ts';
import { rawSocketOf } from '../http/raw-socket.ts';
import { readInPlace } from '../http/read-in-place.ts';
import type { PointContext } from '../point-context.ts';
import { Refusal } from '../session/refusal.ts';
import type { Session } from '../session/session.ts';
import { admit } from './admit.ts';
import { countUpload, type UploadCount } from './count-upload.ts';

/** RFC 6455 1.3: appended to the client's key, so that the answer proves who made it. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Answers are small; who lets so many wait reads none. */
const MOST_WAITING_BYTES = 1 << 20;
/** Close code of RFC 6455: policy violation. */
const CLOSE_POLICY = 1008;

/** Takes the connection over and reads bodies from it until it closes or the session ends. `key` is the request's `Sec-WebSocket-Key`. */
export function serveUploadStream(
  context: PointContext,
  session: Session,
  key: string,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { metrics } = context;
  const raw = rawSocketOf(request.socket);
  let body: UploadCount | undefined;
  let isRefused = false;
  const cut = () => socket.destroy();

  const act = (message: UploadMessage) => {
    if (message.type === 'begin') {
      const pulse = session.pulse(message.pulse, 'upload');
      if (body !== undefined || pulse === undefined)
        throw new FrameFault('begin names an upload pulse, between bodies');
      body = countUpload(session, pulse, admit(context, session, raw), metrics, cut);
      return;
    }
    if (body === undefined) throw new FrameFault('end comes after begin');
    body.leave();
    const answer: UploadAnswer = { type: 'ended', bytes: body.readBytes };
    body = undefined;
    socket.write(serverFrame(JSON.stringify(answer)));
  };
  const read = openFrameReader({
    onBytes(sizeBytes) {
      if (body === undefined) throw new FrameFault('bytes come after begin');
      body.came(sizeBytes);
    },
    onText: (text) => act(parse(text)),
    onPing(payload) {
      // Who pings on and reads no answer would fill the point's memory.
      if (socket.writableLength > MOST_WAITING_BYTES) cut();
      else socket.write(serverFrame(payload, 'pong'));
    },
    onClose: () => void socket.end(serverFrame('', 'close')),
  });
  const take = (part: Buffer) => {
    if (isRefused) return;
    try {
      read(part);
    } catch (error) {
      if (!(error instanceof FrameFault || error instanceof Refusal)) throw error;
      metrics.refusals.inc({ code: error instanceof Refusal ? error.code : 'protocol' });
      const reason = Buffer.from(error.message).subarray(0, 120);
      isRefused = true;
      socket.end(serverFrame(Buffer.concat([Buffer.from([CLOSE_POLICY >> 8, CLOSE_POLICY & 0xff]), reason]), 'close'));
    }
  };
  const leave = () => {
    body?.leave();
    session.ended.removeEventListener('abort', cut);
  };
  session.ended.addEventListener('abort', cut);
  socket.on('close', leave);
  socket.on('end', () => socket.end());
  socket.write(handshake(key));
  if (head.length > 0) take(head);
  readInPlace(socket, take);
}

function handshake(key: string): string {
  const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${UPLOAD_SUBPROTOCOL}`,
    '\r\n',
  ].join('\r\n');
}

function parse(text: string): UploadMessage {
  try {
    return uploadMessage.parse(JSON.parse(text));
  } catch {
    throw new FrameFault('a text is `begin` with a pulse, or `end`');
  }
}
