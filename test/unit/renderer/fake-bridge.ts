import type {
  ConsoleContract,
  RelayProcess,
  SandboxStatus,
  VaultStatus,
  ConsoleSettings,
} from '#shared/contract/console-contract.ts';
import type { Handlers, PayloadOf, PushNames, Reply } from '#shared/contract/contract-types.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { MessageAction, TrafficRow } from '#shared/domain/message.ts';
import type { Overview } from '#shared/domain/overview.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { RawBridge } from '#renderer/lib/console-client.ts';
import {
  anOutlook,
  aRelayProcess,
  aStory,
  keyringVault,
  present,
  runningSandbox,
  someAppInfo,
  someSettings,
} from './fake-data.ts';
import { someAlertSettings } from './fake-operations.ts';
import { aSettingsView } from './fake-sla.ts';
import { slaHandlers, type SlaState } from './fake-sla-bridge.ts';
import { aDesk } from './fake-certificates.ts';
import { certificateHandlers, type CertificatesState } from './fake-certificates-bridge.ts';
import { aCredentialDesk, credentialHandlers, type CredentialsState } from './fake-credentials.ts';
import { searchHandlers, type SearchState } from './fake-search-bridge.ts';
import { noSetup, setupHandlers, type SetupState } from './fake-setup-bridge.ts';
import { aTunnelView, tunnelHandlers, type TunnelFake } from './fake-tunnel-bridge.ts';
import { storyHandlers } from './fake-story-bridge.ts';
import { aTrafficHistory } from './fake-traffic-history.ts';
import { noTasks, taskHandlers, type TasksState } from './fake-tasks-bridge.ts';
import { operationsHandlers, type OperationsState } from './fake-operations-bridge.ts';

/** What the simulated main process knows. Tests change it and push notices. */
export interface FakeState
  extends
    SetupState,
    TunnelFake,
    TasksState,
    OperationsState,
    SlaState,
    SearchState,
    CredentialsState,
    CertificatesState {
  relay: RelayProcess;
  vault: VaultStatus;
  sandbox: SandboxStatus;
  settings: ConsoleSettings;
  channels: readonly ChannelSnapshot[];
  overview: Overview | null;
  /** Newest first. */
  rows: readonly TrafficRow[];
}

export interface FakeBridge extends RawBridge {
  readonly state: FakeState;
  /** Every question asked, oldest first. */
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  readonly push: <K extends PushNames<ConsoleContract>>(name: K, payload: PayloadOf<ConsoleContract[K]>) => void;
  /** Listeners registered at present. */
  readonly listenerCount: () => number;
}

type Overrides = Partial<Handlers<ConsoleContract>>;

const notRunning = (): never => {
  throw new RelayError('RELAY_NOT_RUNNING', 'The relay does not run');
};

const stateAfter: Readonly<Record<MessageAction, Partial<TrafficRow>>> = {
  send_again: { state: 'pending', pendingReason: 'due' },
  confirm_arrived: { state: 'delivered' },
  give_up: { state: 'dead_letter', code: 'MESSAGE_GIVEN_UP' },
  discard: { state: 'discarded' },
  restore: { state: 'dead_letter' },
};

function handlersOf(state: FakeState, push: FakeBridge['push']): Handlers<ConsoleContract> {
  const whileRunning = <T>(answer: () => T): T => (state.relay.kind === 'running' ? answer() : notRunning());
  const found = <T>(value: T | undefined, code: 'MESSAGE_NOT_FOUND' | 'INTERNAL'): T => {
    if (value === undefined) throw new RelayError(code, 'Not there');
    return value;
  };
  return {
    'app.info': () => someAppInfo,
    'app.problems': () => [],
    'app.openDocument': () => null,
    'app.copyText': () => null,
    'settings.get': () => state.settings,
    'settings.change': (part) => {
      state.settings = { ...state.settings, ...(part as Partial<ConsoleSettings>) };
      push('settings.changed', state.settings);
      return state.settings;
    },
    'settings.openFolder': () => null,
    'vault.status': () => state.vault,
    'vault.unlock': () => (state.vault = { mode: 'passphrase', locked: false, backend: null, problem: null }),
    'vault.useSessionOnly': () => (state.vault = { mode: 'session_only', locked: false, backend: null, problem: null }),
    'relay.process': () => state.relay,
    'relay.restart': () => (state.relay = aRelayProcess({ kind: 'starting', pid: null, urls: null })),
    'sandbox.status': () => state.sandbox,
    'sandbox.start': () => (state.sandbox = { kind: 'starting', messagesPerMinute: 0, paused: false }),
    'sandbox.stop': () => (state.sandbox = { kind: 'off', messagesPerMinute: 0, paused: false }),
    'sandbox.setTraffic': (traffic) => (state.sandbox = { ...state.sandbox, ...traffic }),
    'channels.list': () => whileRunning(() => [...state.channels]),
    'channels.check': ({ channelId }) =>
      whileRunning(() =>
        found(
          state.channels.find((one) => one.id === channelId),
          'INTERNAL',
        ),
      ),
    'overview.get': () => whileRunning(() => found(state.overview ?? undefined, 'INTERNAL')),
    'traffic.page': ({ filter, beforeSeq, limit }) =>
      whileRunning(() => {
        const fitting = state.rows.filter(
          (row) =>
            (beforeSeq === null || row.seq < beforeSeq) &&
            (filter.channelIds === undefined || filter.channelIds.includes(row.channelId)) &&
            (filter.direction === undefined || row.direction === filter.direction) &&
            (filter.kinds === undefined || filter.kinds.includes(row.kind)) &&
            (filter.states === undefined || filter.states.includes(row.state)),
        );
        const rows = fitting.slice(0, limit);
        return { rows, nextBeforeSeq: fitting.length > limit ? (rows.at(-1)?.seq ?? null) : null };
      }),
    // happy-dom draws no canvas, so all is quiet unless a test says otherwise.
    'traffic.history': ({ period }) => whileRunning(() => aTrafficHistory(period, present)),
    'message.outlook': ({ id }) =>
      whileRunning(() => {
        const row = found(
          state.rows.find((one) => one.id === id),
          'MESSAGE_NOT_FOUND',
        );
        return anOutlook(
          row.state === 'discarded'
            ? { actions: ['restore'] }
            : { actions: row.state === 'unconfirmed' ? anOutlook().actions : ['send_again', 'discard'] },
        );
      }),
    'message.act': ({ id, action }) =>
      whileRunning(() => {
        const index = state.rows.findIndex((one) => one.id === id);
        const row = found(state.rows[index], 'MESSAGE_NOT_FOUND');
        const after = { ...row, ...stateAfter[action] };
        state.rows = state.rows.map((one) => (one.id === id ? after : one));
        push('traffic.changed', { rows: [after], dropped: 0 });
        return aStory(after);
      }),
    ...operationsHandlers({
      operations: state,
      get channels() {
        return state.channels;
      },
      set channels(channels) {
        state.channels = channels;
      },
      push,
      whileRunning,
    }),
    ...slaHandlers(state, whileRunning),
    ...searchHandlers(state, whileRunning),
    ...taskHandlers(state, whileRunning),
    ...storyHandlers(state, whileRunning),
    ...credentialHandlers(state, whileRunning),
    ...certificateHandlers(state, whileRunning),
    ...setupHandlers(state),
    ...tunnelHandlers(state),
    'store.verifyCounts': () =>
      whileRunning(() => {
        const { counts } = found(state.overview ?? undefined, 'INTERNAL');
        return { agrees: true, counted: counts, kept: counts, at: present, durationMs: 12 };
      }),
    'message.get': ({ id }) =>
      whileRunning(() =>
        aStory(
          found(
            state.rows.find((row) => row.id === id),
            'MESSAGE_NOT_FOUND',
          ),
        ),
      ),
  };
}

/** The preload bridge with a simulated main process behind it, made from the contract: a missing answer does not compile. */
export function createFakeBridge(part: Partial<FakeState> = {}, overrides: Overrides = {}): FakeBridge {
  const state: FakeState = {
    relay: aRelayProcess(),
    vault: keyringVault,
    sandbox: runningSandbox,
    settings: someSettings,
    channels: [],
    overview: null,
    rows: [],
    details: {},
    runs: [],
    incidents: [],
    alerts: someAlertSettings(),
    sinks: [],
    maintenance: [],
    watches: [],
    audit: [],
    notes: [],
    gaps: [],
    slaRows: [],
    slaBreaches: [],
    slaSettings: aSettingsView(),
    slaSummary: {},
    customers: {},
    countedTo: 10_000,
    notIndexed: 0,
    credentialDesk: aCredentialDesk(),
    certificateDesk: aDesk(),
    cases: { agents: [], cases: [], total: 0, auto: true },
    disconnects: {
      available: [
        { kind: 'wechat_ip_not_listed', leg: 'wechatOut', code: 'WECHAT_IP_NOT_LISTED', wholeIntegration: false },
        { kind: 'cxone_server_error', leg: 'cxoneOut', code: 'CXONE_SERVER_ERROR', wholeIntegration: true },
      ],
      caused: [],
    },
    ...noTasks,
    ...noSetup(),
    tunnel: aTunnelView(),
    ...part,
  };
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const asked: { name: string; input: unknown }[] = [];
  const push: FakeBridge['push'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(structuredClone(payload));
  };
  const handlers = { ...handlersOf(state, push), ...overrides } as Record<string, (input: unknown) => unknown>;
  return {
    state,
    asked,
    push,
    listenerCount: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    async invoke(name, input): Promise<Reply> {
      asked.push({ name, input });
      try {
        const handler = handlers[name];
        if (handler === undefined) throw new RelayError('IPC_UNKNOWN', name);
        return { ok: true, value: structuredClone(await handler(input)) };
      } catch (thrown) {
        const { code, message, platformCode, value } = toRelayError(thrown);
        return { ok: false, error: { code, message, platformCode, value } };
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
  };
}
