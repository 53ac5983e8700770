/** Where secrets of the set-up lie: the vault, or this session's memory. */
export interface SecretShelf {
  /** Changes when what can be read may have changed as a whole: the vault was opened, or locked. */
  readonly state: string;
  /** Throws why nothing can be read (VAULT_LOCKED, VAULT_NO_KEYRING …). */
  names(): string[];
  /** Throws the same, or VAULT_DAMAGED for this one. */
  read(name: string): string | null;
  /** All of them or none; null removes one. Throws the same, or DATA_FOLDER_UNUSABLE. */
  change(values: Readonly<Record<string, string | null>>): Promise<void>;
}

/** The vault, as far as it is asked here. */
export interface Vault extends Omit<SecretShelf, 'state'> {
  readonly status: { readonly mode: string; readonly locked: boolean };
}

export const vaultShelf = (vault: Vault): SecretShelf => ({
  get state() {
    return `${vault.status.mode} ${String(vault.status.locked)}`;
  },
  names: () => vault.names(),
  read: (name) => vault.read(name),
  change: (values) => vault.change(values),
});

/** Of practice: the simulated platforms are new at each start, and so are their secrets. */
export function memoryShelf(): SecretShelf {
  const kept = new Map<string, string>();
  return {
    state: 'open',
    names: () => [...kept.keys()],
    read: (name) => kept.get(name) ?? null,
    change: (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (value === null) kept.delete(name);
        else kept.set(name, value);
      }
      return Promise.resolve();
    },
  };
}
