// Everything a point answers over plain requests: bulk, health, metrics, its public key.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveBulk } from '../bulk/route.ts';
import { type ForeignResponse, toExchange } from '../foreign/exchange.ts';
import { serveForeign } from '../foreign/routes.ts';
import type { PointContext } from '../point-context.ts';
import { sendProblem } from './problem.ts';

export const POINT_VERSION = '0.1.0';

/** Every answer may be read by pages of any origin and is never stored (protocol 2.4). */
export function openToAll(response: ForeignResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('timing-allow-origin', '*');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
}

/** Answers one request. */
export async function serveRequest(
  context: PointContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { config, gate, metrics } = context;
  openToAll(response);
  const url = URL.parse(request.url ?? '/', 'http://point');
  if (url === null) return void sendProblem(response, 400, 'address', 'The address of the request cannot be read.');
  if (request.method === 'OPTIONS') {
    const allowed = {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, OPTIONS',
      // `*` does not stand for Authorization (Fetch standard).
      'access-control-allow-headers': '*, authorization, content-encoding, content-type',
      'access-control-max-age': '86400',
    };
    response.writeHead(204, allowed).end();
    return;
  }
  if (serveBulk(context, request, response, url)) return;
  if (await serveForeign(context, toExchange(request, response, url))) return;
  const sendJson = (status: number, body: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (url.pathname === '/health') {
    const state = gate.draining ? 'draining' : 'active';
    return sendJson(gate.draining ? 503 : 200, {
      state,
      sessions: gate.running,
      capacity: config.maxSessions,
      version: POINT_VERSION,
    });
  }
  if (url.pathname === '/metrics') {
    metrics.undelivered.set((await context.outbox?.waiting()) ?? 0);
    response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(await context.readMetrics());
    return;
  }
  if (url.pathname === '/v1/key')
    return sendJson(200, {
      id: config.id,
      name: config.name ?? config.id,
      key: context.key.publicJwk,
      families: context.families,
      version: POINT_VERSION,
    });
  sendProblem(response, 404, 'path', 'Nothing is served at this path.');
}
