// The listening side: one HTTP server for the API and the pages, on IPv4 and IPv6 alike.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { clientAddress } from '../api/caller.ts';

/** The API called in process: same routes, same answers, no socket. */
export type InProcessApi = (request: Request) => Promise<Response>;

/** What a page's handler gets: Node's request, with the API at hand under the client's own address. */
export type PageRequest = IncomingMessage & { iSpeedApi: InProcessApi };
export type PageHandler = (request: PageRequest, response: ServerResponse) => void;

export interface ServeParts {
  readonly api: (request: Request, address: string) => Promise<Response>;
  /** Answers what is not API; absent: the API answers that there is no such thing. */
  readonly page?: PageHandler;
  readonly trustedProxies: number;
}

export interface Listening {
  readonly port: number;
  /** Takes no new connection and returns when the running requests are answered, or cut after 10 s. */
  close(): Promise<void>;
}

/** So long a running request may take to end when the hub stops. */
const DRAIN_LIMIT_MS = 10_000;
const SWEEP_MS = 25;
/** A measurement takes up to 14 s: its record goes by the connection that brought the page, without two or three round trips for a new one. */
const KEEP_ALIVE_MS = 30_000;

/** Listens on a name or address and port (0 takes a free one). `localhost` is both loopback addresses, `::` and `0.0.0.0` every address of both families. Throws what `listen` throws. */
export async function listen(parts: ServeParts, where: { host: string; port: number }): Promise<Listening> {
  const handle = requestHandler(parts);
  const servers: Server[] = [];
  let port = where.port;
  try {
    for (const host of hostsOf(where.host)) {
      // A wildcard of IPv6 takes IPv4 along; that of IPv4 is for machines without IPv6.
      if (host === '0.0.0.0' && servers.length > 0) break;
      const server = await listenOn(handle, host, port).catch(whereAbsent);
      if (server === undefined) continue;
      servers.push(server);
      port = portOf(server);
    }
  } catch (cause) {
    await closeAll(servers);
    throw cause;
  }
  if (servers.length === 0) throw new Error(`${where.host} is no address of this machine`);
  return { port, close: () => closeAll(servers) };
}

function hostsOf(host: string): string[] {
  if (host === 'localhost') return ['127.0.0.1', '::1'];
  if (host === '0.0.0.0' || host === '::' || host === '*') return ['::', '0.0.0.0'];
  return [host.replace(/^\[(.*)\]$/, '$1')];
}

/** A machine without IPv6 has neither `::` nor `::1`; every other failure is one. */
function whereAbsent(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'EAFNOSUPPORT') return undefined;
  throw cause;
}

async function listenOn(handle: Handler, host: string, port: number): Promise<Server> {
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: KEEP_ALIVE_MS },
    handle,
  );
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ host, port }, resolve);
  await promise;
  server.removeListener('error', reject);
  return server;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function requestHandler({ api, page, trustedProxies }: ServeParts): Handler {
  const addressOf = (request: IncomingMessage) => {
    const header = request.headers['x-forwarded-for'];
    const forwarded = Array.isArray(header) ? header.join(',') : header;
    return clientAddress(request.socket.remoteAddress ?? '', forwarded, trustedProxies);
  };
  const answerApi = getRequestListener((request, env) => api(request, addressOf(asHttp1(env.incoming))), {
    overrideGlobalObjects: false,
  });
  return (request, response) => {
    if (page === undefined || isApi(request.url ?? '/')) {
      void answerApi(request, response);
      return;
    }
    const address = addressOf(request);
    page(Object.assign(request, { iSpeedApi: (inner: Request) => api(inner, address) }), response);
  };
}

function isApi(url: string): boolean {
  return /^\/(api(\/|$|\?)|v2\/|health($|\?)|metrics($|\?))/.test(url);
}

/** Guarantee: our servers speak HTTP/1.1 alone. */
function asHttp1(incoming: unknown): IncomingMessage {
  return incoming as IncomingMessage;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      // A connection that a running request leaves open would otherwise stay for its keep-alive time.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const impatient = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
      await promise;
      clearInterval(sweep);
      clearTimeout(impatient);
    }),
  );
}
