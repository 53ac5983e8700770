import { defaultRestartPolicy } from '#main/relay-host/restart-policy.ts';
import type { RelayProcess, SandboxStatus, StartProblem } from '#shared/contract/console-contract.ts';
import type { TunnelView } from '#shared/domain/setup/tunnel.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { spawnTunnel } from './spawn-tunnel.ts';
import { TunnelFile } from './tunnel-file.ts';
import { TunnelKeeper } from './tunnel-keeper.ts';
import { TunnelLeftover } from './tunnel-leftover.ts';

const prefix = 'tunnel/';

export interface OpenTunnelDeps {
  /** The profile's folder, which exists. */
  readonly folder: string;
  readonly vault: {
    names(): string[];
    read(name: string): string | null;
    change(values: Readonly<Record<string, string | null>>): Promise<void>;
  };
  readonly host: {
    readonly process: Pick<RelayProcess, 'kind' | 'urls'>;
    readonly sandboxStatus: Pick<SandboxStatus, 'kind'>;
  };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: (view: TunnelView) => void;
}

/** The tunnel of this profile. What is for practice is never let out. */
export function openTunnel(deps: OpenTunnelDeps): { keeper: TunnelKeeper; problems: () => StartProblem[] } {
  const { folder, vault, host, environment, clock, log, onChange } = deps;
  const file = new TunnelFile(folder, () => clock.now());
  const keeper = new TunnelKeeper({
    file,
    leftover: new TunnelLeftover(folder),
    secrets: {
      names: () =>
        vault
          .names()
          .filter((name) => name.startsWith(prefix))
          .map((name) => name.slice(prefix.length)),
      read: (variable) => vault.read(`${prefix}${variable}`),
      change: (values) =>
        vault.change(Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]))),
    },
    launch: spawnTunnel(folder),
    relay: () => {
      if (host.sandboxStatus.kind !== 'off') return 'practice';
      const { kind, urls } = host.process;
      if (kind !== 'running' || urls === null) return null;
      const { protocol, host: address } = new URL(urls.wechat);
      return protocol === 'https:' ? `https://${address}` : `http://${address}`;
    },
    environment,
    policy: defaultRestartPolicy,
    stopGraceMs: 4_000,
    clock,
    log,
    onChange,
  });
  return { keeper, problems: () => (file.problem === null ? [] : [file.problem]) };
}
