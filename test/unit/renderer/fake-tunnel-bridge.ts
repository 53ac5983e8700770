import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { TunnelState, TunnelView } from '#shared/domain/setup/tunnel.ts';

/** The tunnel as the simulated main process keeps it. */
export interface TunnelFake {
  tunnel: TunnelView;
}

const at = Date.UTC(2026, 10, 22, 14, 0, 0);

export const aTunnelState = (part: Partial<TunnelState> = {}): TunnelState => ({
  kind: 'stopped',
  since: at,
  pid: null,
  restarts: 0,
  nextStartAt: null,
  code: null,
  value: null,
  seenUrl: null,
  ...part,
});

export const aTunnelView = (part: Partial<TunnelView> = {}): TunnelView => ({
  settings: { program: '', args: [], variables: [], addressPattern: '' },
  on: false,
  keptSecrets: [],
  changed: false,
  state: aTunnelState(),
  lines: [],
  ...part,
});

type Names = Extract<keyof Handlers<ConsoleContract>, `tunnel.${string}`>;

export function tunnelHandlers(state: TunnelFake): Pick<Handlers<ConsoleContract>, Names> {
  return {
    'tunnel.state': () => state.tunnel,
    'tunnel.set': ({ settings, secrets }) => {
      const given = Object.entries(secrets).flatMap(([name, value]) => (value === null ? [] : [name]));
      const kept = state.tunnel.keptSecrets.filter((name) => secrets[name] !== null);
      return (state.tunnel = { ...state.tunnel, settings, keptSecrets: [...new Set([...kept, ...given])] });
    },
    'tunnel.start': () =>
      (state.tunnel = { ...state.tunnel, on: true, state: aTunnelState({ kind: 'starting', pid: 7 }) }),
    'tunnel.stop': () => (state.tunnel = { ...state.tunnel, on: false, state: aTunnelState() }),
  };
}
