// A hub that knows one thing: which points to offer. Everything behind it is real.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Candidate, type TicketResponse, ticketRequest } from '@i-speed/spec';

export type TicketHub = AsyncDisposable & { url: string };

/** A hub on a free port that offers these points, in this order, to everyone. */
export async function openTicketHub(candidates: readonly Candidate[], host = '127.0.0.1'): Promise<TicketHub> {
  return openServer(async (body) => {
    const { measurementId } = ticketRequest.parse(JSON.parse(body));
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const answer: TicketResponse = { measurementId, network: { family: 4 }, candidates: [...candidates], expiresAt };
    return { status: 201, answer };
  }, host);
}

/** A hub that answers every request for tickets with this status. */
export async function openRefusingHub(status: number): Promise<TicketHub> {
  return openServer(async () => ({ status, answer: { type: 'about:blank', title: 'no', status, code: 'no' } }));
}

/** A point in open mode at this port, as a hub would offer it. */
export function candidateAt(pointId: string, port: number, host = '127.0.0.1'): Candidate {
  return { pointId, name: pointId, url: `http://${host}:${port}`, ticket: 'none' };
}

async function openServer(
  serve: (body: string) => Promise<{ status: number; answer: unknown }>,
  host = '127.0.0.1',
): Promise<TicketHub> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    // A point that another test has left behind may report to whoever has its hub's port now.
    if (request.url !== '/api/v1/tickets') return response.writeHead(404).end();
    const { status, answer } = await serve(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server.address())}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The port of a listening TCP server. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  return address.port;
}
