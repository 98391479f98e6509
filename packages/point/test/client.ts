// A plain client of the protocol for the point's own tests: real sockets, nothing clever.

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClientMessage,
  CONTROL_PATH,
  CONTROL_SUBPROTOCOL,
  type CountedWindow,
  type CountSample,
  type PointMessage,
  pointMessage,
  RECEIPT_TYPE,
  type ReceiptClaims,
  receiptClaims,
} from '@i-speed/spec';
import { importJWK, type JWK, jwtVerify } from 'jose';
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

/** Paths of a self-signed certificate and its key, made in the folder by the `openssl` command. */
export function makeCertificate(folder: string): { tlsCert: string; tlsKey: string } {
  const [tlsCert, tlsKey] = [join(folder, 'cert.pem'), join(folder, 'tls.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-subj', '/CN=localhost', '-nodes', '-days', '30'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', tlsKey, '-out', tlsCert, ...subject], {
    stdio: 'ignore',
  });
  return { tlsCert, tlsKey };
}

/** `from` is the client's own address: to a point of several processes each is another client. */
export type ClientWay = { host?: string; isTls?: boolean; from?: string };

/** A control connection that keeps all it is told. */
export async function connect(port: number, { host = '127.0.0.1', isTls = false, from }: ClientWay = {}) {
  const name = host.includes(':') ? `[${host}]` : host;
  const socket = new WebSocket(`${isTls ? 'wss' : 'ws'}://${name}:${port}${CONTROL_PATH}`, CONTROL_SUBPROTOCOL, {
    rejectUnauthorized: false,
    ...(from && { localAddress: from }),
  });
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
  /** All samples of a pulse until the point has counted so many bytes and says that it has ended: that message may bring none. */
  const samplesTo = async (pulse: number, totalBytes: number): Promise<CountSample[]> => {
    const samples: CountSample[] = [];
    for (;;) {
      const counts = await next('counts', (each) => each.pulse === pulse);
      samples.push(...counts.samples);
      if (counts.ended && (samples.at(-1)?.[1] ?? 0) >= totalBytes) return samples;
    }
  };
  return {
    socket,
    heard,
    closed,
    next,
    samplesTo,
    send: (message: ClientMessage) => socket.send(JSON.stringify(message)),
    [Symbol.dispose]: () => socket.terminate(),
  };
}

export type Session = Awaited<ReturnType<typeof openSession>>;

export function hello(measurementId = uuidv7(), ticket?: string): ClientMessage {
  return {
    type: 'hello',
    protocol: 1,
    measurementId,
    client: { kind: 'cli', version: 'test' },
    ...(ticket && { ticket }),
  };
}

/** An open session: control connection, token and an agent whose connections stay; `bulkHost` where bulk goes another way. */
export async function openSession(port: number, way: ClientWay & { bulkHost?: string; first?: ClientMessage } = {}) {
  const control = await connect(port, way);
  control.send(way.first ?? hello());
  const welcome = await control.next('welcome');
  const agent = way.isTls
    ? new TlsAgent({ keepAlive: true, rejectUnauthorized: false })
    : new Agent({ keepAlive: true });
  const ask = way.isTls ? tlsRequest : request;
  const base = {
    host: way.bulkHost ?? way.host ?? '127.0.0.1',
    port,
    agent,
    ...(way.from && { localAddress: way.from }),
  };
  return {
    control,
    welcome,
    /** Starts a download; `response.socket` tells which connection carries it. */
    download: (pulse: number, query = '') =>
      new Promise<IncomingMessage>((resolve, reject) =>
        ask({ ...base, path: `/v1/download/${welcome.session}/${pulse}${query}` }, resolve)
          .once('error', reject)
          .end(),
      ),
    /** Uploads with `Content-Length`; the answer's status and text. */
    upload: (pulse: number, body: Buffer) =>
      new Promise<{ status: number; text: string }>((resolve, reject) =>
        ask(
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
    /** The same, chunked. */
    uploadChunked: (pulse: number, parts: readonly Buffer[]) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const sent = ask(
          { ...base, method: 'POST', path: `/v1/upload/${welcome.session}/${pulse}` },
          (response) =>
            void bodyOf(response).then(
              (bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }),
              reject,
            ),
        ).once('error', reject);
        for (const part of parts) sent.write(part);
        sent.end();
      }),
    [Symbol.dispose]() {
      control.socket.terminate();
      agent.destroy();
    },
  };
}

/** Value of one line of `/metrics`, e.g. `i_speed_point_sessions`. */
export async function metric(port: number, line: string, { isTls = false }: ClientWay = {}): Promise<number> {
  const options = { host: '127.0.0.1', port, path: '/metrics', agent: false, rejectUnauthorized: false };
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    (isTls ? tlsRequest : request)(options, resolve).once('error', reject).end(),
  );
  const text = (await bodyOf(response)).toString();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1));
}

/** Ends the session and gives the claims of its receipt, its signature checked. */
export async function finish(session: Session, publicJwk: JWK, windows: CountedWindow[] = []): Promise<ReceiptClaims> {
  session.control.send({ type: 'finish', windows });
  const { receipt } = await session.control.next('receipt');
  const { payload } = await jwtVerify(receipt, await importJWK(publicJwk, 'EdDSA'), { typ: RECEIPT_TYPE });
  return receiptClaims.parse(payload);
}

export async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts);
}
