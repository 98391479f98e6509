// The control connection of one client (protocol section 4): echoes, hello, counts, stop, finish, receipt.
import {
  type CarriedSample,
  type ClientMessage,
  CONTROL_MESSAGE_LIMIT_BYTES,
  type CountSample,
  clientMessage,
  ECHOES_BEFORE_HELLO,
  type PointMessage,
  PROTOCOL_VERSION,
} from '@i-speed/spec';
import type { WebSocket } from 'ws';
import { kernelReadable } from '../kernel/libc.ts';
import type { LossEcho } from '../loss/echo.ts';
import type { PointContext } from '../point-context.ts';
import { claimsOf, signReceipt } from '../receipt/receipt.ts';
import { familyOf } from '../session/address.ts';
import type { Pulse } from '../session/pulse.ts';
import { Refusal } from '../session/refusal.ts';
import { openSession, type Session } from '../session/session.ts';

/** A connection that has not said hello within this time is closed (protocol 4.2). */
const HELLO_MS = 10_000;
/** Idle time and length of a session are looked at this often. */
const WATCH_MS = 250;
/** Answers of a measurement are some kilobytes a second; who lets so many wait reads none. */
const MOST_WAITING_BYTES = 1 << 20;
/** Five times what our clients send in the mean, with some to spare at once: each costs the point as much as an echo of another client. */
const MESSAGES_PER_MS = 0.1;
const SPARE_MESSAGES = 500;
/** A client that was told no may take this long to close. */
const CLOSE_MS = 2_000;
/** Close codes of RFC 6455: normal, policy violation, try again later. */
const CLOSE_NORMAL = 1000;
const CLOSE_POLICY = 1008;
const CLOSE_LATER = 1013;

/** The two ends of a connection, as plain addresses. */
export type Ends = { client: string; own: string };

/** Serves a control connection until it closes. */
export function serveControl(context: PointContext, socket: WebSocket, { client: address, own }: Ends): void {
  const { config, sessions, gate, metrics, lag } = context;
  let session: Session | undefined;
  let leave: (() => void) | undefined;
  let greeted = false;
  let echoes = 0;
  let lossEcho: LossEcho | undefined;
  let hasOffered = false;
  const helloTimer = setTimeout(() => refuse(new Refusal('idle', 'no hello within 10 s')), HELLO_MS);
  let watch: NodeJS.Timeout | undefined;
  let closeTimer: NodeJS.Timeout | undefined;
  const openedMs = performance.now();
  let messages = 0;

  const send = (message: PointMessage) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount < MOST_WAITING_BYTES) return socket.send(JSON.stringify(message));
    metrics.refusals.inc({ code: 'rate-limited' });
    socket.terminate();
  };
  const refuse = (refusal: Refusal) => {
    metrics.refusals.inc({ code: refusal.code });
    const { code, message: detail, retryAfterMs } = refusal;
    send({ type: 'refused', code, detail, ...(retryAfterMs !== undefined && { retryAfterMs }) });
    socket.close(code === 'busy' || code === 'draining' ? CLOSE_LATER : CLOSE_POLICY, code);
    closeTimer ??= setTimeout(() => socket.terminate(), CLOSE_MS);
  };
  const tell = ({ direction, number }: Pulse, samples: CountSample[], carried: CarriedSample[], ended: boolean) =>
    send({ type: 'counts', direction, pulse: number, samples, ...(carried.length > 0 && { carried }), ended });

  const greet = async (message: Extract<ClientMessage, { type: 'hello' }>) => {
    if (greeted) throw new Refusal('protocol', 'hello was said before on this connection');
    greeted = true;
    if (message.protocol !== PROTOCOL_VERSION)
      throw new Refusal('protocol', `this point speaks protocol ${PROTOCOL_VERSION}, not ${message.protocol}`);
    leave = gate.enter(address);
    const ticketed = await isTicketed(context, message);
    if (socket.readyState !== socket.OPEN) return;
    clearTimeout(helloTimer);
    const facts = { measurementId: message.measurementId, clientKind: message.client.kind, ticketed };
    session = openSession(facts, address, config, () => gate.running, tell);
    sessions.set(session.token, session);
    watch = setInterval(watchLimits, WATCH_MS);
    send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      pointId: config.id,
      session: session.token,
      family: familyOf(address),
      limits: { maxBytes: config.maxBytes, maxDurationMs: config.maxDurationMs, maxConnections: config.maxConnections },
      tcpInfo: kernelReadable,
      datagrams: true,
    });
  };
  const watchLimits = () => {
    if (session === undefined) return;
    for (const reading of session.connections()) reading.refresh();
    if (session.clockMs() > config.maxDurationMs)
      return refuse(new Refusal('time-limit', `a measurement may take ${config.maxDurationMs} ms`));
    const silentMs = performance.now() - session.lastActiveMs;
    if (silentMs > gate.idleMs) refuse(new Refusal('idle', `nothing was heard for ${Math.round(silentMs)} ms`));
  };
  const finish = async (message: Extract<ClientMessage, { type: 'finish' }>) => {
    if (session === undefined) throw new Refusal('protocol', 'finish comes after hello');
    const claims = claimsOf(config.id, session, message.windows, lag.worstSinceMs(session.startMs));
    send({ type: 'receipt', receipt: await signReceipt(context.key, claims) });
    metrics.measurements.inc({ protocol: 'native' });
    socket.close(CLOSE_NORMAL);
  };
  const answer = async ({ sdp: offer }: Extract<ClientMessage, { type: 'offer' }>) => {
    if (session === undefined || hasOffered) throw new Refusal('protocol', 'one offer a session, after hello');
    hasOffered = true;
    lossEcho = await context.loss.answer(offer, own);
    if (socket.readyState !== socket.OPEN) lossEcho?.close();
    send({ type: 'answer', ...(lossEcho && { sdp: lossEcho.sdp }) });
  };
  const act = (message: ClientMessage, readMs: number): Promise<void> | void => {
    session?.touch();
    if (message.type === 'ping') {
      if (!greeted && ++echoes > ECHOES_BEFORE_HELLO)
        throw new Refusal('rate-limited', `only ${ECHOES_BEFORE_HELLO} echoes before hello`);
      const clockMs = session?.clockMs() ?? 0;
      return send({ type: 'pong', seq: message.seq, holdUs: Math.round((performance.now() - readMs) * 1000), clockMs });
    }
    if (message.type === 'hello') return greet(message);
    if (message.type === 'finish') return finish(message);
    if (message.type === 'offer') return answer(message);
    session?.pulses.get(message.pulse)?.stop();
  };
  const onMessage = async (data: WebSocket.RawData, isBinary: boolean) => {
    const readMs = performance.now();
    // What was under way when the point said no.
    if (socket.readyState !== socket.OPEN) return;
    try {
      messages += 1;
      if (messages > SPARE_MESSAGES + MESSAGES_PER_MS * (readMs - openedMs))
        throw new Refusal('rate-limited', `at most ${MESSAGES_PER_MS * 1000} messages a second`);
      await act(parse(data, isBinary), readMs);
    } catch (error) {
      refuse(error instanceof Refusal ? error : new Refusal('protocol', 'the point failed; see its log'));
      if (!(error instanceof Refusal)) context.log.error({ error }, 'control message failed');
    }
  };
  socket.on('message', (data, isBinary) => void onMessage(data, isBinary));
  socket.on('error', (error) => {
    if (Reflect.get(error, 'code') === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      metrics.refusals.inc({ code: 'message-too-large' });
    context.log.debug({ error: error.message }, 'control connection broke');
  });
  socket.on('close', () => {
    clearTimeout(helloTimer);
    clearInterval(watch);
    clearTimeout(closeTimer);
    lossEcho?.close();
    if (session !== undefined) {
      sessions.delete(session.token);
      session.end();
    }
    leave?.();
  });
}

/**
 * True when a ticket of the hub opens the measurement, false when open mode admits it without one; throws Refusal otherwise. A
 * ticket that is given is checked in open mode too, where the point has a hub.
 */
async function isTicketed(
  { config, tickets }: PointContext,
  hello: Extract<ClientMessage, { type: 'hello' }>,
): Promise<boolean> {
  const hasTicket = hello.ticket !== undefined && hello.ticket !== '';
  if (config.open && (!hasTicket || tickets === undefined)) return false;
  if (tickets === undefined) throw new Refusal('ticket-invalid', 'this point has no hub whose tickets it could honour');
  await tickets.honour(hasTicket ? hello.ticket : undefined, hello.measurementId);
  return true;
}

/** One message of the protocol; throws Refusal that names what is wrong with it. */
function parse(data: WebSocket.RawData, isBinary: boolean): ClientMessage {
  if (isBinary) throw new Refusal('protocol', 'control messages are text');
  const text = data.toString();
  if (text.length > CONTROL_MESSAGE_LIMIT_BYTES)
    throw new Refusal('message-too-large', `a control message has at most ${CONTROL_MESSAGE_LIMIT_BYTES} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('protocol', 'a control message is one JSON object');
  }
  const parsed = clientMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'protocol',
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}
