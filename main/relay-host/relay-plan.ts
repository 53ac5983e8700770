import { join } from 'node:path';
import type { VaultStatus } from '#shared/contract/console-contract.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { StartMessage } from '#shared/contract/relay-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { readOperatorConfig } from './config-file.ts';
import type { StartPlan } from './process-state.ts';
import { withSystemWays, type ResolveProxy } from './system-ways.ts';
import { holdsData, openSessionFolder, type SessionFolder } from './session-folder.ts';

export interface RelayPorts {
  readonly public: number;
  readonly admin: number;
  /** Of the listener for CXone's calls alone; left out while there was none. */
  readonly box?: number | undefined;
}

/** The vault, as far as the relay's store key goes. */
export interface StoreKeys {
  readonly status: VaultStatus;
  /** True when a key given now can be had again after a restart of the console. */
  readonly persistent: boolean;
  /** The key of that name, made at first use unless `storeExists`. Throws why it cannot. */
  keyOf(name: string, storeExists: boolean): Promise<string>;
  newKey(): string;
}

/** What was set up in the console, merged into a base configuration: the operator's, the sandbox's, or an empty one. */
export interface PlannedBook {
  /** Somebody began to set up: the relay runs on it, with or without channels. */
  readonly begun: boolean;
  /** Told before anything else may stand in the way. Null: there is no relay.json. */
  sees(base: RelayConfig | null, from: 'file' | 'sandbox'): void;
  merged(base: RelayConfig, from: 'file' | 'sandbox'): RelayConfig;
}

export interface RelayPlannerDeps {
  /** The profile's folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly keys: StoreKeys;
  /** Left out: relay.json and the sandbox alone. */
  readonly book?: PlannedBook;
  /** Ports chosen at an earlier start; used where a configuration leaves the choice to the system. */
  readonly ports: () => RelayPorts;
  /** What the operating system says of proxies; left out: the relay reads its own environment. */
  readonly systemProxy?: ResolveProxy;
}

export interface RelayPlanner {
  /** The operator's relay.json and what was set up in the console; 'not_configured' when there is neither. */
  fromFile(): Promise<StartPlan>;
  /**
   * The sandbox's own channels and those set up for practice, on a store for this session: the simulated platforms are new at each start, so what an
   * earlier store still had to deliver could only fail. `raw` is what the sandbox said to use.
   */
  fromSandbox(raw: unknown): Promise<StartPlan>;
  /** Removes what only this session could read. */
  close(): void;
}

/** Finds what the embedded relay starts with: configuration, store key and data folder. */
export function createRelayPlanner(deps: RelayPlannerDeps): RelayPlanner {
  const { book } = deps;
  const withBook = (base: RelayConfig, from: 'file' | 'sandbox'): RelayConfig => book?.merged(base, from) ?? base;
  const withWays = async (config: RelayConfig): Promise<RelayConfig> =>
    deps.systemProxy === undefined ? config : withSystemWays(config, deps.systemProxy);
  let session: { readonly folder: SessionFolder; readonly key: string } | null = null;
  const sessionStore = (): { dataDir: string; storeKey: string } => {
    session ??= { folder: openSessionFolder(join(deps.folder, 'sessions')), key: deps.keys.newKey() };
    return { dataDir: session.folder.path, storeKey: session.key };
  };
  const keptStore = async (): Promise<{ dataDir: string; storeKey: string }> => {
    const dataDir = join(deps.folder, 'relay');
    return { dataDir, storeKey: await deps.keys.keyOf('store-key', holdsData(dataDir)) };
  };

  return {
    fromFile: async () => {
      const read = readOperatorConfig(join(deps.folder, 'relay.json'), deps.environment);
      book?.sees(read?.config ?? null, 'file');
      if (read === null && book?.begun !== true) return { kind: 'blocked', as: 'not_configured', fault: null };
      if (read?.needsStoreKey === false) {
        return startWith(await withWays(withBook(read.config, 'file')), join(deps.folder, 'relay'), deps.ports());
      }
      const { locked, problem } = deps.keys.status;
      if (locked) return { kind: 'blocked', as: 'locked', fault: { code: problem ?? 'VAULT_LOCKED', value: null } };
      const { dataDir, storeKey } = deps.keys.persistent ? await keptStore() : sessionStore();
      const base = read === null ? nothingConfigured(storeKey) : { ...read.config, storeKey };
      return startWith(await withWays(withBook(base, 'file')), dataDir, deps.ports());
    },

    fromSandbox: async (raw) => {
      const { dataDir, storeKey } = sessionStore();
      const config = RelayConfig.safeParse({ ...(raw as object), storeKey, allowPrivateTargets: true });
      if (config.success) {
        book?.sees(config.data, 'sandbox');
        return startWith(await withWays(withBook(config.data, 'sandbox')), dataDir, deps.ports());
      }
      const field = config.error.issues[0]?.path.map(String).join('.') ?? '';
      throw new RelayError('CONFIG_INVALID', `the sandbox's configuration: ${field}`, { value: field });
    },

    close: () => {
      session?.folder.remove();
      session = null;
    },
  };
}

/** What a relay runs on that nobody wrote a relay.json for. */
const nothingConfigured = (storeKey: string): RelayConfig =>
  RelayConfig.parse({ storeKey, integrations: [], channels: [] });

function startWith(config: RelayConfig, dataDir: string, ports: RelayPorts): StartPlan {
  const { listen } = config;
  const message: StartMessage = {
    type: 'start',
    dataDir,
    config: {
      ...config,
      // The platforms hold our address, so it stays the same from start to start.
      listen: {
        ...listen,
        public: { ...listen.public, port: listen.public.port === 0 ? ports.public : listen.public.port },
        ...(listen.box?.port === 0 && { box: { ...listen.box, port: boxPort(ports) } }),
        admin: { ...listen.admin, port: listen.admin.port === 0 ? ports.admin : listen.admin.port },
      },
    },
  };
  return { kind: 'start', message };
}

/** Where it was the last time, unless WeChat's listener has taken that port since. */
const boxPort = ({ box = 0, public: open, admin }: RelayPorts): number => (box === open || box === admin ? 0 : box);
