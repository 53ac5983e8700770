import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { OperationsRecord, OperationsStore, RecordKind } from '../ports/operations-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import type { WatchService } from '../operations/watch-service.ts';
import { toldKeyOf } from '../outage/outage-notices.ts';
import type { CustomerTrace } from './customer-erasure.ts';

type Records = Pick<OperationsStore, 'removeRecord' | 'putRecord'> & Pick<SlaStore, 'recordRange'>;

const pageRecords = 200;

/** That he was told of an outage. Named by a digest of his id, which whoever has the id could make again. */
export function toldTrace(store: Records): CustomerTrace {
  return {
    forget: ({ channelId, openId }) => {
      const key = `:${toldKeyOf(channelId, openId)}`;
      return removeWhere(store, 'told', ({ id }) => id.endsWith(key));
    },
  };
}

/** Who waits for news of him, now and before. */
export function watchTrace(store: Records, watches: Pick<WatchService, 'list' | 'end'>): CustomerTrace {
  return {
    forget: async ({ channelId, openId, by }) => {
      for (const { id, subject } of watches.list()) {
        if (subject.kind !== 'customer' || !isOf(subject, channelId, openId)) continue;
        await watches.end({ id, by });
      }
      const quoted = JSON.stringify(openId);
      await removeWhere(store, 'watch', ({ body }) => body.includes(quoted));
    },
  };
}

/** Whose his cases were; their times and results stay, for the figures of a period. */
export function caseTrace(
  store: Records,
  clocks: { forget(channelId: ChannelId, openId: OpenId): void },
): CustomerTrace {
  return {
    forget: async ({ channelId, openId }) => {
      // First what is in memory: it is written now and then.
      clocks.forget(channelId, openId);
      const quoted = JSON.stringify(openId);
      for await (const record of walk(store, 'sla_case')) {
        if (record.channelId !== channelId || !record.body.includes(quoted)) continue;
        const body = { ...(JSON.parse(record.body) as object), openId: null, endUser: null, contactNo: null };
        await store.putRecord({ ...record, body: JSON.stringify(body) });
      }
    },
  };
}

function isOf(
  subject: { readonly channelId: ChannelId; readonly openId: OpenId },
  channelId: ChannelId,
  openId: OpenId,
): boolean {
  return subject.channelId === channelId && subject.openId === openId;
}

async function removeWhere(
  store: Records,
  kind: RecordKind,
  isHis: (record: OperationsRecord) => boolean,
): Promise<void> {
  for await (const record of walk(store, kind)) if (isHis(record)) await store.removeRecord(kind, record.id);
}

async function* walk(store: Records, kind: RecordKind): AsyncGenerator<OperationsRecord> {
  let after: RecordPlace | null = null;
  do {
    const range = { kind, from: 0, before: Number.MAX_SAFE_INTEGER, limit: pageRecords };
    const page: Awaited<ReturnType<SlaStore['recordRange']>> = await store.recordRange({ ...range, after });
    yield* page.records;
    after = page.next;
    // Messages have their turn in between.
    await nextTurn();
  } while (after !== null);
}
