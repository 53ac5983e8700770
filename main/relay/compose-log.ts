import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { RelayOptions } from './compose.ts';
import type { MessageEngine, MessageFollowers } from './compose-messages.ts';
import type { Operations } from './compose-operations.ts';
import type { SlaClocks } from './compose-sla.ts';
import { CustomerService } from './customers/customer-service.ts';
import { caseTrace, toldTrace, watchTrace } from './customers/record-traces.ts';
import { MessageViewService } from './messages/message-view-service.ts';
import type { Notices } from './notices.ts';
import type { MediaStore } from './ports/media-store.ts';
import type { MessageSearch } from './ports/message-search.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { MessageExports } from './search/message-exports.ts';
import { openMessageSearch } from './search/message-search.ts';
import { TrafficHistoryService } from './services/traffic-history/traffic-history-service.ts';
import { MessageTasks } from './tasks/message-tasks.ts';

type LogHandlers = Pick<
  Handlers<RelayContract>,
  | 'traffic.history'
  | Extract<
      keyof Handlers<RelayContract>,
      | `search.${string}`
      | `customer.${string}`
      | `task.${string}`
      | `tasks.${string}`
      | `export.${string}`
      | 'message.wire'
      | 'message.context'
      | 'message.media'
      | 'message.reveal'
    >
>;

/** The message log: finding messages, looking into one, acting upon many, taking them out, and the customers they are of. */
export interface MessageLog {
  readonly followers: MessageFollowers;
  readonly handlers: LogHandlers;
  /** After everything messages need: they pass without a log. */
  start(): Promise<void>;
  /** Before the store is closed. */
  stop(): Promise<void>;
}

export interface MessageLogDeps {
  readonly store: RelayStore;
  readonly files: MediaStore;
  /** Known once it is composed, which is before anything is told or asked. */
  readonly engine: () => MessageEngine;
  readonly operations: Operations;
  readonly notices: Notices;
  readonly snapshots: () => ChannelSnapshot[];
  /** SLA clocks keep whose case it was. */
  readonly clocks: Pick<SlaClocks, 'forget'>;
  /** The time by which age is judged: never ahead of the right one, as far as that is known. */
  readonly sureNow: () => number;
}

export function composeLog(options: RelayOptions, deps: MessageLogDeps): MessageLog {
  const { config, dataDir, clock, random, log } = options;
  const { store, files, engine, operations, notices, sureNow } = deps;
  const { audit, newId, watches } = operations;
  const search: MessageSearch = openMessageSearch({
    dataDir,
    storeKey: Buffer.from(config.storeKey, 'base64'),
    store,
    channels: () => deps.snapshots().map(({ id, name }) => ({ id, name })),
    names: () => customers.names(),
    clock,
    log,
  });
  const customers: CustomerService = new CustomerService({
    store,
    search: () => search,
    files,
    sourcesOf: (channelId) => engine().nameSources(channelId),
    mayAsk: (channelId, platform) => engine().mayAskNames(channelId, platform),
    traces: [toldTrace(store), watchTrace(store, watches), caseTrace(store, deps.clocks)],
    audit,
    clock,
    log,
  });
  const history = new TrafficHistoryService({ store, clock, log, sureNow });
  const views = new MessageViewService({ store, search, files, audit, clock, random });
  const exports = new MessageExports({ search, audit, clock, random });
  const tasks = new MessageTasks({
    store,
    search,
    actions: {
      outlook: (id) => engine().actions.outlook(id),
      act: (input) => engine().actions.act(input),
    },
    audit,
    isBusy: () => engine().isBusy(),
    sureNow,
    newId,
    clock,
    log,
    onChange: (task) => {
      notices.send('task.changed', task);
    },
  });
  return {
    followers: {
      stored: (message) => {
        history.stored(message);
        customers.noted(message);
      },
      quarantined: (push) => {
        history.quarantined(push, push.code);
      },
      settled: (message, settlement) => {
        history.settled(message, settlement);
      },
    },
    handlers: {
      'traffic.history': (input) => history.history(input),
      ...search.handlers,
      ...customers.handlers,
      ...views.handlers,
      ...exports.handlers,
      ...tasks.handlers,
    },
    start: async () => {
      await history.start();
      await search.start();
      await customers.start();
      await tasks.start();
    },
    stop: async () => {
      exports.stop();
      await tasks.stop();
      await customers.stop();
      await search.stop();
      await history.stop();
    },
  };
}
