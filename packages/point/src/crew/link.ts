// What a worker has of the rest of its point: the captain's outbox and used tickets, and what runs in the other workers.
import type { Family } from '@i-speed/spec';
import type { Outbox } from '../report/outbox.ts';
import type { GateElsewhere } from '../session/gate.ts';
import type { UsedTickets } from '../session/ticket.ts';

export type CrewLink = {
  families: Family[];
  outbox: Pick<Outbox, 'put' | 'waiting'>;
  used: UsedTickets;
  elsewhere: GateElsewhere;
  /** The metrics of all workers as one text. */
  metrics(): Promise<string>;
};
