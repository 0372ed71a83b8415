import type { Ticket } from '../../contract/index.js';
import type { OutboxRecord } from '../deliver/outbox-record.js';
import type { Transport } from '../deliver/transport.js';
import type { RecordStore } from '../ports.js';

const key = (id: string) => `t/${id}`;

/** Where the cases of this device's feedback stand; the last answer is kept for times without a network. */
export interface Tickets {
  list(): Promise<readonly Ticket[]>;
  get(id: string): Promise<Ticket | undefined>;
  clear(): Promise<void>;
}

export function createTickets(
  records: () => Promise<readonly OutboxRecord[]>,
  transport: Transport,
  store: RecordStore,
  onTicket: (ticket: Ticket) => void,
): Tickets {
  async function cached(): Promise<readonly Ticket[]> {
    return ownOf(await Promise.all((await store.keys('t/')).map((name) => store.get(name) as Promise<Ticket | undefined>)));
  }

  /** Of those whose feedback is shown here at this moment; what a sign-out cleared meanwhile is gone. */
  async function ownOf(tickets: readonly (Ticket | undefined)[]): Promise<readonly Ticket[]> {
    const own = new Set((await records()).map(({ id }) => id));
    return tickets.filter((ticket) => !!ticket && own.has(ticket.id)) as Ticket[];
  }

  async function refresh(): Promise<readonly Ticket[]> {
    const tokens = (await records()).map((record) => record.receipt?.statusToken).filter((token) => typeof token === 'string');
    if (tokens.length === 0) return cached();
    const answer = await transport.tickets(tokens);
    if (!answer) return cached();
    // The customer may have signed out meanwhile.
    const fresh = await ownOf(answer);
    for (const ticket of fresh) {
      const before = (await store.get(key(ticket.id))) as Ticket | undefined;
      await store.update(key(ticket.id), () => ticket);
      if (before?.updatedAt !== ticket.updatedAt) onTicket(ticket);
    }
    return fresh;
  }

  return {
    list: refresh,
    async get(id) {
      return (await refresh()).find((ticket) => ticket.id === id);
    },
    async clear() {
      for (const name of await store.keys('t/')) await store.update(name, () => undefined);
    },
  };
}
