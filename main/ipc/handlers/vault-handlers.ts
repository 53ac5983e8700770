import type { ConsoleContract, VaultStatus } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';

export interface VaultHandlerDeps {
  readonly vault: {
    readonly status: VaultStatus;
    unlock(passphrase: string): Promise<VaultStatus>;
    useSessionOnly(): Promise<VaultStatus>;
  };
}

type VaultHandlers = Pick<Handlers<ConsoleContract>, 'vault.status' | 'vault.unlock' | 'vault.useSessionOnly'>;

export function vaultHandlers({ vault }: VaultHandlerDeps): VaultHandlers {
  return {
    'vault.status': () => vault.status,
    'vault.unlock': ({ passphrase }) => vault.unlock(passphrase),
    'vault.useSessionOnly': () => vault.useSessionOnly(),
  };
}
