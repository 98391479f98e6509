// A TURN server for the loss test of Cloudflare's client: packets go from a browser through the point back to the same browser.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import TurnServer from 'node-turn';
import type { PointConfig } from '../config.ts';

export type TurnCredentials = { username: string; credential: string; server: string };

export type Turn = {
  /** Lets one test use the server for a minute; `host` is the Host header under which the client reached the point. */
  admit(runId: string, host: string): TurnCredentials;
  close(): void;
};

/** Longer than the loss test of 1,000 packets and its wait for the last ones. */
const ADMISSION_MS = 60_000;
const SWEEP_MS = 5_000;
const FORBIDDEN = 403;

/**
 * Opens it on one IPv4 address; rejects when the port is taken. It is no relay to anywhere: the only peers it permits are its own
 * relayed addresses, and only who has just been admitted may ask.
 */
export async function openTurn(config: Pick<PointConfig, 'host' | 'turnAddress'>, port: number): Promise<Turn> {
  const address = config.turnAddress ?? addressOf(config.host);
  const server = new TurnServer({
    listeningPort: port,
    listeningIps: [address],
    relayIps: [address],
    authMech: 'long-term',
    realm: 'i-speed',
    debugLevel: 'OFF',
    log: () => undefined,
  });
  permitOnly(server, address);
  server.start();
  await Promise.all(server.network.sockets.map((socket) => once(socket, 'listening')));
  const admitted = new Map<string, number>();
  const sweep = setInterval(() => {
    for (const [username, untilMs] of admitted) {
      if (untilMs > performance.now()) break;
      admitted.delete(username);
      server.removeUser(username);
    }
    releaseSockets(server, admitted);
  }, SWEEP_MS).unref();
  return {
    admit(runId, host) {
      const credential = randomBytes(16).toString('base64url');
      server.addUser(runId, credential);
      admitted.set(runId, performance.now() + ADMISSION_MS);
      const name = URL.parse(`http://${host}`)?.hostname ?? address;
      return { username: runId, credential, server: `${name === 'localhost' ? address : name}:${port}` };
    },
    close() {
      clearInterval(sweep);
      admitted.clear();
      releaseSockets(server, admitted);
      server.stop();
    },
  };
}

/** Answers 403 where a client asks to send to anything but this address, before the server's own handlers see it. */
function permitOnly(server: TurnServer, address: string): void {
  for (const name of ['create_permission', 'channel_bind']) {
    const handlers = server.listeners(name);
    server.removeAllListeners(name);
    server.on(name, (message, reply) => {
      const peers = message.getAttributes('xor-peer-address');
      if (peers.some((peer: { address: string }) => peer.address !== address)) reply.reject(FORBIDDEN, 'Forbidden');
      else for (const handle of handlers) handle.call(server, message, reply);
    });
  }
}

/** The library forgets an allocation after ten minutes and never closes its socket. */
function releaseSockets(server: TurnServer, admitted: ReadonlyMap<string, number>): void {
  for (const [key, { user, sockets }] of Object.entries(server.allocations)) {
    if (admitted.has(user.username)) continue;
    delete server.allocations[key];
    for (const socket of sockets) socket.close();
  }
}

function addressOf(host: string): string {
  if (isIPv4(host) && host !== '0.0.0.0') return host;
  if (host === 'localhost' || host === '::1') return '127.0.0.1';
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
