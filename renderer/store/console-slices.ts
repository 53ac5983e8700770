import type { StateCreator } from 'zustand/vanilla';
import type {
  AppInfo,
  ConsoleSettings,
  SandboxStatus,
  StartProblem,
  VaultStatus,
} from '#shared/contract/console-contract.ts';

/** What the main process itself tells: it has no history and no revision, the newest word counts. */
export interface ConsoleSlices {
  readonly vault: VaultStatus | null;
  readonly sandbox: SandboxStatus | null;
  readonly settings: ConsoleSettings | null;
  readonly appInfo: AppInfo | null;
  /** What was survived at start and not yet put away by the operator. */
  readonly problems: readonly StartProblem[];
  readonly vaultChanged: (vault: VaultStatus) => void;
  readonly sandboxChanged: (sandbox: SandboxStatus) => void;
  readonly settingsChanged: (settings: ConsoleSettings) => void;
  readonly appInfoLoaded: (appInfo: AppInfo) => void;
  readonly problemsLoaded: (problems: readonly StartProblem[]) => void;
  readonly problemsDismissed: () => void;
}

export const createConsoleSlices: StateCreator<ConsoleSlices> = (set) => ({
  vault: null,
  sandbox: null,
  settings: null,
  appInfo: null,
  problems: [],
  vaultChanged: (vault) => set({ vault }),
  sandboxChanged: (sandbox) => set({ sandbox }),
  settingsChanged: (settings) => set({ settings }),
  appInfoLoaded: (appInfo) => set({ appInfo }),
  problemsLoaded: (problems) => set({ problems }),
  problemsDismissed: () => set({ problems: [] }),
});
