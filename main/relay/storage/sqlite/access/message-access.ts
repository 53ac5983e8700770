import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RelayStore } from '../../../ports/relay-store.ts';
import { contactFrom } from './contact-from.ts';
import type { StoreAccess } from './store-access.ts';

type Reading = Pick<
  RelayStore,
  | 'contact'
  | 'contactByThread'
  | 'trafficPage'
  | 'rows'
  | 'message'
  | 'wire'
  | 'laterDelivered'
  | 'channelCounts'
  | 'stateCounts'
  | 'minuteCounts'
>;

/** What is shown of messages and of their senders. */
export function messageReading({ read }: StoreAccess): Reading {
  const rows: Reading['rows'] = (seqs) => read((session) => session.reader.rows(seqs));
  return {
    rows,
    message: (id) => read((session) => session.reader.message(id)),
    wire: (id) => read((session) => session.wires.wire(id)),

    async trafficPage(filter, beforeSeq, limit) {
      const search = await read((session) => session.traffic.search(filter, beforeSeq, limit + 1));
      while (!search.isDone) {
        await nextTurn();
        await read(() => {
          search.goOn();
        });
      }
      const seqs = search.found.slice(0, limit);
      const nextBeforeSeq = search.found.length > limit ? (seqs.at(-1) ?? null) : null;
      return { rows: await rows(seqs), nextBeforeSeq };
    },

    async laterDelivered(contactNo, direction, seq) {
      let delivered = 0;
      for (let after: number | null = seq; ;) {
        const from: number = after;
        const step = await read((session) => session.countReader.deliveredAfter(contactNo, direction, from));
        delivered += step.delivered;
        after = step.lastSeq;
        if (after === null) return delivered;
        await nextTurn();
      }
    },

    contact: (channelId, openId) =>
      read((session) => {
        const channelNo = session.channels.find(channelId);
        return channelNo === null ? null : contactFrom(session, session.contacts.find(channelNo, openId));
      }),

    contactByThread: (channelId, threadId) =>
      read((session) => {
        const channelNo = session.channels.find(channelId);
        const contactNo = channelNo === null ? null : session.threads.find(channelNo, threadId);
        return contactNo === null ? null : contactFrom(session, session.contacts.byNo(contactNo));
      }),

    channelCounts: (now) => read((session) => session.countReader.channelCounts(now)),
    stateCounts: () => read((session) => session.countReader.stateCounts()),
    minuteCounts: (fromMinute, toMinute) => read((session) => session.countReader.minutes(fromMinute, toMinute)),
  };
}
