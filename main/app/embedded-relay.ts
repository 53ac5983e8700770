import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { childEnvironment } from '#main/relay-host/child-environment.ts';
import type { ChildPort } from '#main/relay-host/child-port.ts';
import { createRelayHost, type RelayHost } from '#main/relay-host/relay-host.ts';
import { relayHeapFlags } from '#main/relay-host/relay-heap.ts';
import { createRelayPlanner, type PlannedBook } from '#main/relay-host/relay-plan.ts';
import { createSandboxControl } from '#main/relay-host/sandbox-control.ts';
import { forkUtilityProcess } from '#main/relay-host/utility-process-port.ts';
import type { AppLog } from '#main/logging/app-log.ts';
import type { SecretVault } from '#main/settings/secret-vault.ts';
import type { Settings } from '#main/settings/settings-file.ts';
import { newStoreKey, storeKeyFromVault } from '#main/settings/store-key.ts';
import type { RelayProcess, SandboxStatus } from '#shared/contract/console-contract.ts';
import type { Clock } from '#shared/lib/clock.ts';

import { systemProxy } from './system-proxy.ts';

export interface EmbeddedRelayDeps {
  readonly profileFolder: string;
  /** Holds the built programs `relay.js` and `sandbox.js`. */
  readonly programFolder: string;
  readonly settings: Settings;
  readonly vault: SecretVault;
  /** What was set up in this console. */
  readonly book?: PlannedBook;
  /** How many channels the sandbox is to have; null: as many as it has by itself. */
  readonly sandboxChannels: number | null;
  readonly clock: Clock;
  readonly log: AppLog;
  readonly onProcess: (process: RelayProcess) => void;
  readonly onSandbox: (status: SandboxStatus) => void;
}

export interface EmbeddedRelay {
  readonly host: RelayHost;
  /** Removes what only this session could read. */
  readonly closeData: () => void;
}

/** The relay host on real processes, this profile's folders, settings and vault. */
export function createEmbeddedRelay(deps: EmbeddedRelayDeps): EmbeddedRelay {
  const { clock, log, settings, vault } = deps;
  const launch = (program: 'relay' | 'sandbox', args: readonly string[]) => (): ChildPort =>
    forkUtilityProcess({
      args,
      heapFlags: program === 'relay' ? relayHeapFlags : [],
      entryFile: join(deps.programFolder, `${program}.js`),
      serviceName: `Veerpont ${program}`,
      environment: childEnvironment(process.env),
      onLine: (line) => {
        log.childLine(program, line);
      },
    });

  const planner = createRelayPlanner({
    folder: deps.profileFolder,
    environment: process.env,
    ports: () => settings.current.relayPorts,
    systemProxy,
    ...(deps.book !== undefined && { book: deps.book }),
    keys: {
      get status() {
        return vault.status;
      },
      get persistent() {
        return vault.persistent;
      },
      keyOf: (name, storeExists) => storeKeyFromVault(vault, name, storeExists),
      newKey: newStoreKey,
    },
  });
  const host = createRelayHost({
    clock,
    log,
    planner,
    launchRelay: launch('relay', []),
    launchSandbox: launch('sandbox', [
      '--secure',
      ...(deps.sandboxChannels === null ? [] : ['--channels', String(deps.sandboxChannels)]),
    ]),
    controlOf: createSandboxControl,
    keepPorts: (ports) => {
      const kept = settings.current.relayPorts;
      const next = { ...kept, ...ports };
      if (!isDeepStrictEqual(kept, next)) settings.change({ relayPorts: next });
    },
    onProcess: deps.onProcess,
    onSandbox: deps.onSandbox,
  });
  return {
    host,
    closeData: () => {
      planner.close();
    },
  };
}
