import type { SandboxStatus } from '#shared/contract/console-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChildPort } from './child-port.ts';
import type { ProcessState } from './process-state.ts';
import { ProcessSupervisor } from './process-supervisor.ts';
import { defaultRestartPolicy } from './restart-policy.ts';
import { SandboxReady, type RelayAddress, type SandboxControl, type SandboxReport } from './sandbox-control.ts';

const readyTimeoutMs = 30_000;
const stopGraceMs = 3_000;
/** Lively enough to see something happen, calm enough to read along. */
const firstMessagesPerMinute = 40;

export interface SandboxHostDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly launch: () => ChildPort;
  readonly controlOf: (url: string) => SandboxControl;
  readonly onStatus: (status: SandboxStatus) => void;
  /** A sandbox listens; called again after each restart of it. */
  readonly onReady: (relayConfig: unknown) => void;
}

export interface SandboxHost {
  readonly status: SandboxStatus;
  /** What the running sandbox said the relay is to use, or null. */
  readonly relayConfig: unknown;
  /** Where the running sandbox's platforms are for somebody who practises, or null. */
  readonly practice: unknown;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Introduces the relay to the simulated platforms. The first time their customers are told how much to write. */
  connect(relay: RelayAddress): Promise<void>;
  setTraffic(traffic: { messagesPerMinute: number; paused: boolean }): Promise<SandboxStatus>;
  /** Lets nobody write any more until the next start. */
  silence(): Promise<void>;
  report(): Promise<SandboxReport>;
  /** The running sandbox's control. Throws SANDBOX_NOT_RUNNING. */
  control(): SandboxControl;
}

/** The built-in sandbox as a process of its own, and its control address. */
export function createSandboxHost(deps: SandboxHostDeps): SandboxHost {
  let traffic = { messagesPerMinute: firstMessagesPerMinute, paused: false };
  let control: SandboxControl | null = null;
  /** The sandbox that was told how much its customers write: it knows it still when a relay is introduced again. */
  let writesFor: SandboxControl | null = null;

  const onState = (state: ProcessState<SandboxReady>): void => {
    const listens = state.kind === 'running' && state.ready !== null;
    if (!listens) control = null;
    else if (control === null && state.ready !== null) {
      control = deps.controlOf(state.ready.urls.control);
      deps.log.info('sandbox.control', { url: state.ready.urls.control });
      deps.onStatus(host.status);
      deps.onReady(state.ready.relayConfig);
      return;
    }
    deps.onStatus(host.status);
  };

  const supervisor = new ProcessSupervisor<SandboxReady>({
    name: 'sandbox',
    clock: deps.clock,
    log: deps.log,
    policy: defaultRestartPolicy,
    readyTimeoutMs,
    stopGraceMs,
    heartbeat: null,
    prepare: () => Promise.resolve({ kind: 'start', message: null }),
    launch: deps.launch,
    receive: (raw) => {
      const ready = SandboxReady.safeParse(raw);
      if (ready.success) return { kind: 'ready', ready: ready.data };
      deps.log.warn('sandbox.bad_message');
      return null;
    },
    onState,
  });

  const running = (): SandboxControl => {
    if (control === null) throw new RelayError('SANDBOX_NOT_RUNNING', 'the sandbox does not run');
    return control;
  };

  const host: SandboxHost = {
    get status() {
      return { kind: statusKinds[supervisor.state.kind], ...traffic };
    },
    get relayConfig() {
      return supervisor.state.ready?.relayConfig ?? null;
    },
    get practice() {
      return supervisor.state.ready?.practice ?? null;
    },
    start: () => supervisor.start(),
    stop: () => supervisor.stop(),
    connect: async (relay) => {
      const introducing = running();
      await introducing.connect(relay);
      if (writesFor === introducing) return;
      await introducing.setTraffic(traffic);
      writesFor = introducing;
    },
    setTraffic: async (wanted) => {
      await running().setTraffic(wanted);
      traffic = { messagesPerMinute: wanted.messagesPerMinute, paused: wanted.paused };
      deps.onStatus(host.status);
      return host.status;
    },
    silence: async () => {
      if (control !== null) await control.setTraffic({ ...traffic, paused: true });
    },
    report: async () => running().report(),
    control: running,
  };
  return host;
}

const statusKinds: Record<ProcessState<unknown>['kind'], SandboxStatus['kind']> = {
  stopped: 'off',
  not_configured: 'off',
  locked: 'off',
  starting: 'starting',
  restarting: 'starting',
  running: 'running',
  unresponsive: 'running',
  gave_up: 'failed',
};
