import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RelayStore } from '../../../ports/relay-store.ts';
import type { StoreAccess } from './store-access.ts';

type Keeping = Pick<RelayStore, 'mediaOf' | 'putMedia' | 'prune' | 'pruneMedia' | 'unknownMedia'>;

/** Files of messages, and the removal of what is old. */
export function mediaAndRetention({ read, write }: StoreAccess): Keeping {
  return {
    mediaOf: (seq) => read((session) => session.media.ofMessage(seq)),

    putMedia: (seq, media) =>
      write((session) => {
        session.media.put(seq, media);
      }),

    async prune({ limit, ...limits }) {
      const seqs: number[] = [];
      for (;;) {
        const { found, isDone } = await read((session) => session.retention.look(limits, limit - seqs.length));
        seqs.push(...found);
        if (isDone || seqs.length >= limit) break;
        await nextTurn();
      }
      return write((session) => session.retention.remove(seqs, limits));
    },

    pruneMedia: (before, limit) => write((session) => ({ mediaRefs: session.media.removeOlderThan(before, limit) })),

    unknownMedia: (refs) => read((session) => refs.filter((ref) => !session.media.isReferred(ref))),
  };
}
