import { FromRelay, type RelayUrls } from '#shared/contract/relay-contract.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChildPort } from './child-port.ts';
import type { ChildSignal, ProcessState, StartPlan } from './process-state.ts';
import { ProcessSupervisor } from './process-supervisor.ts';
import { createRelayClient, type RelayClient } from './relay-client.ts';
import { defaultRestartPolicy } from './restart-policy.ts';
import { relayHeartbeat } from './silence.ts';

const readyTimeoutMs = 30_000;
/** Between asking the relay to stop and ending it. */
const stopGraceMs = 5_000;

export interface RelaySupervisorDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly launch: () => ChildPort;
  /** Configuration and data folder, or why there are none yet. */
  readonly prepare: () => Promise<StartPlan>;
  readonly onProcess: (process: RelayProcess) => void;
}

export interface RelaySupervisor {
  readonly process: RelayProcess;
  readonly client: RelayClient;
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The embedded relay: its process under supervision, and its contract. */
export function createRelaySupervisor(deps: RelaySupervisorDeps): RelaySupervisor {
  const client = createRelayClient({ clock: deps.clock, log: deps.log, post: (message) => supervisor.post(message) });

  const receive = (raw: unknown): ChildSignal<RelayUrls> | null => {
    const parsed = FromRelay.safeParse(raw);
    if (!parsed.success) {
      client.drop('unknown form');
      return null;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        return { kind: 'ready', ready: message.urls };
      case 'heartbeat':
        return { kind: 'heartbeat' };
      case 'fatal':
        return { kind: 'fatal', code: message.code, message: message.message, value: message.value };
      case 'reply':
      case 'push':
        client.receive(message);
        return null;
    }
  };

  const supervisor = new ProcessSupervisor<RelayUrls>({
    name: 'relay',
    clock: deps.clock,
    log: deps.log,
    policy: defaultRestartPolicy,
    readyTimeoutMs,
    stopGraceMs,
    heartbeat: relayHeartbeat,
    prepare: deps.prepare,
    launch: deps.launch,
    receive,
    onState: (state) => {
      if (state.ready === null) client.disconnect();
      deps.onProcess(relayProcessOf(state));
    },
  });

  return {
    client,
    get process() {
      return relayProcessOf(supervisor.state);
    },
    start: () => supervisor.start(),
    restart: () => supervisor.restart(),
    stop: () => supervisor.stop(),
  };
}

function relayProcessOf(state: ProcessState<RelayUrls>): RelayProcess {
  return {
    kind: state.kind,
    since: state.since,
    pid: state.pid,
    urls: state.ready,
    restarts: state.restarts,
    nextStartAt: state.nextStartAt,
    code: state.fault?.code ?? null,
    value: state.fault?.value ?? null,
  };
}
