// A plain client of the protocol for the point's own tests: real sockets, nothing clever.
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientMessage, CONTROL_PATH, CONTROL_SUBPROTOCOL, type PointMessage, pointMessage } from '@i-speed/spec';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';
import { openPoint, type Point, type PointConfigInput, type PointParts } from '../src/index.ts';

type Wanted<T extends PointMessage['type']> = Extract<PointMessage, { type: T }>;

/** A point on a free port with a data folder of its own, open mode unless said otherwise; all of it gone at dispose. */
export async function startPoint(
  settings: Partial<PointConfigInput> = {},
  parts: PointParts = {},
): Promise<Point & { data: string }> {
  const data = await mkdtemp(join(tmpdir(), 'i-speed-point-'));
  const point = await openPoint(
    {
      id: 'p1',
      host: '127.0.0.1',
      port: 0,
      data,
      open: true,
      logLevel: 'silent',
      drainMs: 0,
      sessionsPerMinute: 1000,
      ...settings,
    },
    parts,
  );
  return {
    ...point,
    data,
    async [Symbol.asyncDispose]() {
      await point.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A control connection that keeps all it is told. */
export async function connect(port: number, host = '127.0.0.1') {
  const socket = new WebSocket(
    `ws://${host.includes(':') ? `[${host}]` : host}:${port}${CONTROL_PATH}`,
    CONTROL_SUBPROTOCOL,
  );
  const heard: PointMessage[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    heard.push(pointMessage.parse(JSON.parse(String(data))));
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const isType =
    <T extends PointMessage['type']>(type: T) =>
    (message: PointMessage): message is Wanted<T> =>
      message.type === type;
  /** The next message of the type that satisfies the test and was not given before. */
  const next = async <T extends PointMessage['type']>(
    type: T,
    test: (message: Wanted<T>) => boolean = () => true,
  ): Promise<Wanted<T>> => {
    for (;;) {
      const found = heard.find((message) => isType(type)(message) && test(message));
      if (found !== undefined && isType(type)(found)) {
        heard.splice(heard.indexOf(found), 1);
        return found;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return {
    socket,
    heard,
    closed,
    next,
    send: (message: ClientMessage) => socket.send(JSON.stringify(message)),
    [Symbol.dispose]: () => socket.terminate(),
  };
}

export function hello(measurementId = uuidv7(), ticket?: string): ClientMessage {
  return {
    type: 'hello',
    protocol: 1,
    measurementId,
    client: { kind: 'cli', version: 'test' },
    ...(ticket && { ticket }),
  };
}

/** An open session: control connection, token and an agent whose connections stay. */
export async function openSession(port: number, host = '127.0.0.1') {
  const control = await connect(port, host);
  control.send(hello());
  const welcome = await control.next('welcome');
  const agent = new Agent({ keepAlive: true });
  const base = { host, port, agent };
  return {
    control,
    welcome,
    /** Starts a download; `response.socket` tells which connection carries it. */
    download: (pulse: number, query = '') =>
      new Promise<IncomingMessage>((resolve, reject) =>
        request({ ...base, path: `/v1/download/${welcome.session}/${pulse}${query}` }, resolve)
          .once('error', reject)
          .end(),
      ),
    upload: (pulse: number, body: Buffer) =>
      new Promise<{ status: number; text: string }>((resolve, reject) =>
        request(
          { ...base, method: 'POST', path: `/v1/upload/${welcome.session}/${pulse}` },
          (response) =>
            void bodyOf(response).then(
              (bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }),
              reject,
            ),
        )
          .once('error', reject)
          .end(body),
      ),
    [Symbol.dispose]() {
      control.socket.terminate();
      agent.destroy();
    },
  };
}

export async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts);
}
