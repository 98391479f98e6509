// The part of node-turn that is used here; the package has no types of its own.
declare module 'node-turn' {
  import type { EventEmitter } from 'node:events';

  type Address = { address: string; port: number };
  type Allocation = {
    user: { username: string };
    sockets: { close(): void }[];
  };
  type Message = { getAttributes(name: string): Address[]; allocation?: Allocation };
  type Reply = { reject(code: number, reason: string): void };

  class TurnServer extends EventEmitter<Record<string, [message: Message, reply: Reply]>> {
    constructor(settings: {
      listeningPort: number;
      listeningIps: string[];
      relayIps: string[];
      authMech: 'long-term';
      realm: string;
      debugLevel: 'OFF';
      log: (message: unknown) => void;
    });
    allocations: Record<string, Allocation>;
    network: { sockets: import('node:dgram').Socket[] };
    start(): void;
    stop(): void;
    addUser(username: string, password: string): void;
    removeUser(username: string): void;
  }
  export = TurnServer;
}
