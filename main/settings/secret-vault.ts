import { randomBytes } from 'node:crypto';
import type { VaultStatus } from '#shared/contract/console-contract.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Keyring } from './keyring.ts';
import { openWithPassphrase, presentCost, wrapWithPassphrase } from './passphrase-keeper.ts';
import { seal, SealedBox, unseal, type ScryptCost } from './sealed-box.ts';
import { readVaultFile, writeVaultFile, type Keeper, type VaultContent } from './vault-file.ts';

const shortestPassphrase = 12;

type VaultState =
  /** Nothing kept yet, and no key ring that could keep it: the person chooses. */
  | { readonly kind: 'unset' }
  | {
      readonly kind: 'locked';
      readonly mode: 'keyring' | 'passphrase';
      /** The key store that kept the key, as far as the file says. */
      readonly backend: string | null;
      readonly problem: ErrorCode;
    }
  /** `keeper` is null until the first secret is stored: nothing is written before there is something to write. */
  | {
      readonly kind: 'open';
      readonly mode: 'keyring' | 'passphrase';
      readonly backend: string | null;
      readonly master: Buffer;
      readonly keeper: Keeper | null;
      readonly secrets: VaultContent['secrets'];
    }
  | { readonly kind: 'session'; readonly secrets: Map<string, string> };

export interface VaultDeps {
  readonly file: string;
  readonly keyring: Keyring;
  readonly onChange: (status: VaultStatus) => void;
  /** Weaker only in tests, which would otherwise spend their time here. */
  readonly cost?: ScryptCost;
}

/**
 * Secrets of this computer: wrapped by the operating system's key store, or by a passphrase, or in memory for this
 * session. Never in plain text, and never made anew over secrets that cannot be read at the moment.
 */
export class SecretVault {
  readonly #deps: VaultDeps;
  #state: VaultState = { kind: 'unset' };
  #queue: Promise<unknown> = Promise.resolve();

  constructor(deps: VaultDeps) {
    this.#deps = deps;
  }

  get status(): VaultStatus {
    const state = this.#state;
    switch (state.kind) {
      case 'unset':
        return { mode: 'unset', locked: true, backend: null, problem: 'VAULT_NO_KEYRING' };
      case 'locked':
        return { mode: state.mode, locked: true, backend: state.backend, problem: state.problem };
      case 'open':
        return { mode: state.mode, locked: false, backend: state.backend, problem: null };
      case 'session':
        return { mode: 'session_only', locked: false, backend: null, problem: null };
    }
  }

  /** True when a secret stored now can be read after a restart. */
  get persistent(): boolean {
    return this.#state.kind === 'open';
  }

  /** Reads what is there. To be called once, before anything else. */
  open(): Promise<VaultStatus> {
    return this.#inTurn(async () => {
      this.#become(await this.#stateOnDisk());
    });
  }

  /**
   * First use: keeps secrets under this passphrase from now on (at least 12 characters, or VAULT_PASSPHRASE_WEAK), those
   * of a session included. Later: opens them (VAULT_WRONG_PASSPHRASE). With a working key ring there is nothing to do.
   */
  unlock(passphrase: string): Promise<VaultStatus> {
    return this.#inTurn(async () => {
      if (this.#state.kind === 'open') return;
      const content = readVaultFile(this.#deps.file);
      if (content === null) this.#become(await this.#underNewPassphrase(passphrase));
      else {
        const master = await openWithPassphrase(content.keeper, passphrase);
        this.#become({ kind: 'open', mode: 'passphrase', backend: null, master, ...content });
      }
    });
  }

  /** Keeps secrets in memory until the console closes. What lies on disk stays as it is. */
  useSessionOnly(): Promise<VaultStatus> {
    return this.#inTurn(async () => {
      if (this.#state.kind === 'session' || this.#state.kind === 'open') return;
      this.#become({ kind: 'session', secrets: new Map() });
    });
  }

  /** Null when no such secret was ever stored. Throws VAULT_LOCKED (or why it is locked), or VAULT_DAMAGED. */
  read(name: string): string | null {
    const state = this.#usable();
    if (state.kind === 'session') return state.secrets.get(name) ?? null;
    if (!Object.hasOwn(state.secrets, name)) return null;
    const box = SealedBox.safeParse(state.secrets[name]);
    const plain = box.success ? unseal(state.master, name, box.data) : null;
    if (plain === null) throw new RelayError('VAULT_DAMAGED', `the secret ${name} cannot be read`, { value: name });
    const value = plain.toString('utf8');
    plain.fill(0);
    return value;
  }

  /** Names of the secrets that are kept, readable or not. Throws like `read`. */
  names(): string[] {
    const state = this.#usable();
    return state.kind === 'session' ? [...state.secrets.keys()] : Object.keys(state.secrets);
  }

  /** Resolves when it is on disk (or, for a session, in memory). Throws like `read`. */
  store(name: string, value: string): Promise<void> {
    return this.change({ [name]: value });
  }

  /** Several secrets at once, in one write: all of them or none. Null removes one. Throws like `read`. */
  async change(values: Readonly<Record<string, string | null>>): Promise<void> {
    await this.#inTurn(async () => {
      const state = this.#usable();
      if (state.kind === 'session') {
        for (const [name, value] of Object.entries(values)) {
          if (value === null) state.secrets.delete(name);
          else state.secrets.set(name, value);
        }
        return;
      }
      const changed = new Map<string, unknown>(Object.entries(state.secrets));
      for (const [name, value] of Object.entries(values)) {
        if (value === null) changed.delete(name);
        else changed.set(name, seal(state.master, name, Buffer.from(value, 'utf8')));
      }
      const secrets = Object.fromEntries(changed);
      if (state.keeper === null && changed.size === 0) return;
      const keeper = state.keeper ?? (await this.#keyringKeeper(state.master, state.backend));
      this.#write({ keeper, secrets });
      this.#state = { ...state, keeper, secrets };
    });
  }

  /** Forgets the keys. The vault is of no use afterwards. */
  close(): void {
    if (this.#state.kind === 'open') this.#state.master.fill(0);
    if (this.#state.kind === 'session') this.#state.secrets.clear();
    this.#state = { kind: 'locked', mode: 'passphrase', backend: null, problem: 'VAULT_LOCKED' };
  }

  #usable(): Extract<VaultState, { kind: 'open' | 'session' }> {
    const state = this.#state;
    if (state.kind === 'open' || state.kind === 'session') return state;
    const code = state.kind === 'locked' ? state.problem : 'VAULT_NO_KEYRING';
    throw new RelayError(code, 'the vault is not open');
  }

  async #stateOnDisk(): Promise<VaultState> {
    let content: VaultContent | null;
    try {
      content = readVaultFile(this.#deps.file);
    } catch (thrown) {
      return { kind: 'locked', mode: 'keyring', backend: null, problem: toRelayError(thrown).code };
    }
    const backend = await this.#deps.keyring.backend().catch(() => null);
    if (content === null) {
      if (backend === null) return { kind: 'unset' };
      return { kind: 'open', mode: 'keyring', backend, master: randomBytes(32), keeper: null, secrets: {} };
    }
    if (content.keeper.kind === 'passphrase') {
      return { kind: 'locked', mode: 'passphrase', backend: null, problem: 'VAULT_LOCKED' };
    }
    if (content.keeper.backend !== backend) {
      return { kind: 'locked', mode: 'keyring', backend: content.keeper.backend, problem: 'VAULT_BACKEND_CHANGED' };
    }
    const master = await this.#unwrapped(content.keeper.wrapped);
    if (master === null) return { kind: 'locked', mode: 'keyring', backend, problem: 'VAULT_BACKEND_CHANGED' };
    return { kind: 'open', mode: 'keyring', backend, master, ...content };
  }

  async #unwrapped(wrapped: string): Promise<Buffer | null> {
    try {
      const master = await this.#deps.keyring.unwrap(Buffer.from(wrapped, 'base64'));
      return master.length === 32 ? master : null;
    } catch {
      // Every key store has its own words for "not mine". The file is whole: its checksum says so.
      return null;
    }
  }

  async #underNewPassphrase(passphrase: string): Promise<VaultState> {
    // Also refuses when the state is 'locked' by something else than a passphrase: its file may come back.
    if (this.#state.kind === 'locked')
      throw new RelayError(this.#state.problem, 'there are secrets that cannot be read');
    if (Array.from(passphrase).length < shortestPassphrase) {
      throw new RelayError('VAULT_PASSPHRASE_WEAK', 'the passphrase is too short', {
        value: String(shortestPassphrase),
      });
    }
    const master = randomBytes(32);
    const keeper = await wrapWithPassphrase(master, passphrase, this.#deps.cost ?? presentCost);
    const secrets: Record<string, SealedBox> = {};
    for (const [name, value] of this.#state.kind === 'session' ? this.#state.secrets : []) {
      secrets[name] = seal(master, name, Buffer.from(value, 'utf8'));
    }
    this.#write({ keeper, secrets });
    return { kind: 'open', mode: 'passphrase', backend: null, master, keeper, secrets };
  }

  async #keyringKeeper(master: Buffer, backend: string | null): Promise<Keeper> {
    try {
      const wrapped = await this.#deps.keyring.wrap(master);
      return { kind: 'keyring', backend: backend ?? '', wrapped: wrapped.toString('base64') };
    } catch (cause) {
      throw new RelayError('VAULT_NO_KEYRING', 'the key store refused the key', { cause });
    }
  }

  #write(content: VaultContent): void {
    try {
      writeVaultFile(this.#deps.file, content);
    } catch (cause) {
      throw new RelayError('DATA_FOLDER_UNUSABLE', 'the file of secrets cannot be written', {
        cause,
        value: this.#deps.file,
      });
    }
  }

  #become(state: VaultState): void {
    this.#state = state;
    this.#deps.onChange(this.status);
  }

  /** One operation at a time: two unlocks at once would each derive a key of 128 MiB and race for the file. */
  #inTurn(run: () => Promise<void>): Promise<VaultStatus> {
    const done = this.#queue.then(run).then(() => this.status);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
