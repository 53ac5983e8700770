import type { RelayProcess, SandboxStatus } from '#shared/contract/console-contract.ts';
import type { RelayUrls } from '#shared/contract/relay-contract.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChildPort } from './child-port.ts';
import type { RelayClient } from './relay-client.ts';
import type { RelayPlanner, RelayPorts } from './relay-plan.ts';
import { createRelaySupervisor } from './relay-supervisor.ts';
import type { SandboxControl, SandboxReport } from './sandbox-control.ts';
import { createSandboxHost } from './sandbox-host.ts';

/** Between two tries to introduce the relay to the sandbox. */
const connectRetryMs = 1_000;

export interface RelayHostDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly planner: RelayPlanner;
  readonly launchRelay: () => ChildPort;
  readonly launchSandbox: () => ChildPort;
  readonly controlOf: (url: string) => SandboxControl;
  /** The relay listens on these; to be used again at its next start. */
  readonly keepPorts: (ports: RelayPorts) => void;
  readonly onProcess: (process: RelayProcess) => void;
  readonly onSandbox: (status: SandboxStatus) => void;
}

export interface RelayHost {
  readonly process: RelayProcess;
  readonly sandboxStatus: SandboxStatus;
  /** What the running sandbox said of its places, unchecked, or null. */
  readonly practice: unknown;
  readonly client: RelayClient;
  /** Starts the relay; with the sandbox, first that and then the relay on the sandbox's channels. */
  start(withSandbox: boolean): Promise<void>;
  restartRelay(): Promise<RelayProcess>;
  /** Something the relay waited for (the vault) may be there now. */
  retryIfLocked(): Promise<void>;
  startSandbox(): Promise<SandboxStatus>;
  stopSandbox(): Promise<SandboxStatus>;
  setTraffic(traffic: { messagesPerMinute: number; paused: boolean }): Promise<SandboxStatus>;
  sandboxReport(): Promise<SandboxReport>;
  /** The running sandbox's control. Throws SANDBOX_NOT_RUNNING. */
  sandboxControl(): SandboxControl;
  /** Silences the sandbox, stops the relay softly and then hard, and ends the sandbox. */
  stop(): Promise<void>;
}

/** The relay and, when wanted, the sandbox beside it: who starts when, and on which configuration. */
export function createRelayHost(deps: RelayHostDeps): RelayHost {
  const { clock, log } = deps;
  let usesSandbox = false;
  /** The last port trouble was met with a free choice; a second one is the operator's. */
  let freePortsTried = false;
  let cancelConnect: (() => void) | null = null;

  const relay = createRelaySupervisor({
    clock,
    log,
    launch: deps.launchRelay,
    prepare: () => {
      if (!usesSandbox) return deps.planner.fromFile();
      if (sandbox.relayConfig !== null) return deps.planner.fromSandbox(sandbox.relayConfig);
      return Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'the sandbox has not said yet what to use'));
    },
    onProcess: (process) => {
      deps.onProcess(shown(process));
      if (process.kind === 'running' && process.urls !== null) onRelayReady(process.urls);
      else if (process.urls === null) cancelConnect?.();
      if (usesSandbox && process.kind === 'restarting' && process.code === 'PORT_TAKEN' && !freePortsTried) {
        // Nobody outside knows the sandbox's relay, so it may move.
        freePortsTried = true;
        deps.keepPorts({ public: 0, admin: 0 });
      }
    },
  });

  const sandbox = createSandboxHost({
    clock,
    log,
    launch: deps.launchSandbox,
    controlOf: deps.controlOf,
    onStatus: (status) => {
      deps.onSandbox(status);
      if (relay.process.kind === 'stopped') deps.onProcess(shown(relay.process));
    },
    onReady: () => {
      // Also after a crash of the sandbox: its addresses and accounts are new then.
      void relay.restart();
    },
  });

  /** While the sandbox comes up, its relay is on its way too, though nothing of it runs yet. */
  const shown = (process: RelayProcess): RelayProcess => {
    if (!usesSandbox || process.kind !== 'stopped') return process;
    if (sandbox.status.kind === 'starting') return { ...process, kind: 'starting' };
    return sandbox.status.kind === 'failed' ? { ...process, kind: 'gave_up', code: 'SANDBOX_NOT_RUNNING' } : process;
  };

  let readyUrls: RelayUrls | null = null;
  const onRelayReady = (urls: RelayUrls): void => {
    if (urls === readyUrls) return;
    readyUrls = urls;
    freePortsTried = false;
    const [open, box] = [portOf(urls.wechat), portOf(urls.box)];
    deps.keepPorts({ public: open, admin: portOf(urls.admin), ...(box !== open && { box }) });
    if (usesSandbox) connect(urls);
  };

  const connect = (urls: RelayUrls): void => {
    cancelConnect?.();
    sandbox.connect({ wechat: urls.wechat, box: urls.box, actions: urls.actions }).then(
      () => {
        log.info('sandbox.connected');
      },
      (thrown: unknown) => {
        log.warn('sandbox.connect_failed', { detail: toRelayError(thrown).message });
        cancelConnect = clock.after(connectRetryMs, () => {
          if (relay.process.urls === urls) connect(urls);
        });
      },
    );
  };

  return {
    client: relay.client,
    get process() {
      return shown(relay.process);
    },
    get sandboxStatus() {
      return sandbox.status;
    },
    get practice() {
      return sandbox.practice;
    },
    start: async (withSandbox) => {
      usesSandbox = withSandbox;
      await (withSandbox ? sandbox.start() : relay.start());
    },
    restartRelay: async () => {
      if (usesSandbox && sandbox.relayConfig === null) await sandbox.start();
      else await relay.restart();
      return shown(relay.process);
    },
    retryIfLocked: async () => {
      if (relay.process.kind === 'locked') await relay.restart();
    },
    startSandbox: async () => {
      if (usesSandbox || relay.process.kind === 'not_configured') {
        usesSandbox = true;
        await sandbox.start();
      }
      return sandbox.status;
    },
    stopSandbox: async () => {
      if (usesSandbox) {
        await stopAll();
        usesSandbox = false;
        await relay.start();
      }
      return sandbox.status;
    },
    setTraffic: (traffic) => sandbox.setTraffic(traffic),
    sandboxReport: () => sandbox.report(),
    sandboxControl: () => sandbox.control(),
    stop: () => stopAll(),
  };

  async function stopAll(): Promise<void> {
    cancelConnect?.();
    await sandbox.silence().catch((thrown: unknown) => {
      log.warn('sandbox.not_silenced', { detail: toRelayError(thrown).message });
    });
    await relay.stop();
    await sandbox.stop();
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
