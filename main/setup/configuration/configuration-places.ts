import type { Language } from '#shared/contract/console-contract.ts';
import type { TunnelSettings, TunnelView } from '#shared/domain/setup/tunnel.ts';
import type { OperatorFilePlace } from './operator-file.ts';

interface FileQuestion {
  readonly title: string;
  readonly defaultPath: string;
  readonly extension: 'json';
}

/** The tunnel program's settings, kept beside the book. */
export interface TunnelPlace {
  readonly view: Pick<TunnelView, 'settings' | 'keptSecrets'>;
  set(settings: TunnelSettings, secrets: Readonly<Record<string, string | null>>): Promise<unknown>;
}

export interface ConfigurationPlaces {
  readonly askSavePath: (options: FileQuestion) => Promise<string | null>;
  readonly askOpenPath: (options: FileQuestion) => Promise<string | null>;
  /** Where a person keeps documents. */
  readonly folder: () => string;
  readonly language: () => Language;
  /** Resolves when the relay runs, or after a while when it does not. */
  readonly relayUp: () => Promise<void>;
  /** Where the profile's relay.json is or would be; left out: there is never one. */
  readonly operatorFile?: OperatorFilePlace | undefined;
  /** Left out: there is no tunnel here. */
  readonly tunnel?: (() => TunnelPlace) | undefined;
}
